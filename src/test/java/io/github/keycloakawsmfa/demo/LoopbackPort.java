package io.github.keycloakawsmfa.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Looks whether a port of this computer is free. */
final class LoopbackPort {

    private static final int CONNECT_MILLIS = 500;

    private LoopbackPort() {}

    static void requireFree(int port, String property) throws DemoProblem, IOException {
        // Whoever answers at any address of "localhost" would be met by the browser instead of the demo.
        for (InetAddress address : InetAddress.getAllByName("localhost")) {
            if (answers(address, port)) {
                throw busy(port, property);
            }
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
        } catch (IOException e) {
            throw busy(port, property);
        }
    }

    private static boolean answers(InetAddress address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static DemoProblem busy(int port, String property) {
        return new DemoProblem("""
                Port %d is busy: another program listens there, perhaps a demo that is still running.
                Stop it, or choose another port: ./mvnw -Pdemo -D%s=%d""".formatted(port, property, port + (port < 65_000 ? 100 : -100)));
    }
}
