package io.github.keycloakawsmfa.admin;

import io.github.keycloakawsmfa.admin.call.AdminRequest;
import io.github.keycloakawsmfa.admin.keys.KeysResource;
import io.github.keycloakawsmfa.admin.users.DeviceList;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/**
 * {@code …/aws-mfa/devices}: the devices of all users, and below it their keys. One resource: where a method and a
 * locator have the same path, Keycloak never asks the locator for calls with the method's verb (26.4 to 26.7, Quarkus
 * REST's RuntimeMappingDeployment), and {@code GET devices/keys} is 404.
 */
public final class DevicesResource extends KeysResource {

    private final AdminRequest administrator;

    DevicesResource(AdminRequest administrator) {
        super(administrator);
        this.administrator = administrator;
    }

    /**
     * All devices, {@code ?max=} of them behind {@code ?after=}: 200 with {@link DeviceList.Answer}. Those that are meant
     * by {@code ?name=}, {@code user}, {@code lastUsedBefore}, {@code driftBeyond}, {@code group} and {@code role}, and
     * whose user the caller may see.
     */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public DeviceList.Answer list() {
        return new DeviceList(administrator).answer();
    }
}
