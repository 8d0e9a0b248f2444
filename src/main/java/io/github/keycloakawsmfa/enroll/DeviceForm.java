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
     * @return its page again; empty if it is over: the list of devices then shows the result
     */
    Optional<Response> take(MultivaluedMap<String, String> posted);
}
