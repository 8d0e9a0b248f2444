package io.github.keycloakawsmfa.device.ledger;

import java.security.MessageDigest;
import java.security.MessageDigestSpi;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.util.concurrent.atomic.AtomicInteger;

/** Java's SHA-1, which counts how often it is finished: twice for each HMAC. */
public final class CountedHashes extends MessageDigestSpi {

    private static final String NAME = "counted";
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final MessageDigest digest;

    /** For {@link Provider}. */
    public CountedHashes() throws NoSuchAlgorithmException {
        digest = MessageDigest.getInstance("SHA-1", Security.getProvider("SUN"));
    }

    /** @return how many the work takes, in a thread that has made no code before: a thread keeps its digest */
    static int of(Runnable work) throws InterruptedException {
        Provider counting = new Provider(NAME, "1", "counts") {
            private static final long serialVersionUID = 1L;
        };
        counting.put("MessageDigest.SHA-1", CountedHashes.class.getName());
        Security.insertProviderAt(counting, 1);
        try {
            COUNT.set(0);
            Thread thread = new Thread(work);
            thread.start();
            thread.join();
            return COUNT.get();
        } finally {
            Security.removeProvider(NAME);
        }
    }

    @Override
    protected void engineUpdate(byte input) {
        digest.update(input);
    }

    @Override
    protected void engineUpdate(byte[] input, int offset, int length) {
        digest.update(input, offset, length);
    }

    @Override
    protected int engineGetDigestLength() {
        return digest.getDigestLength();
    }

    @Override
    protected byte[] engineDigest() {
        COUNT.incrementAndGet();
        return digest.digest();
    }

    @Override
    protected void engineReset() {
        digest.reset();
    }
}
