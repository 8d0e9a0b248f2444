package io.github.keycloakawsmfa.enroll;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** One thing that a user does to one device on a page of its own. */
interface DeviceForm {

    /** Its page. */
    Response show();

    /**
     * One POST.
     *
     * @return its page again; empty if it is over, and the list of devices says how
     */
    Optional<Response> take(MultivaluedMap<String, String> posted);
}
