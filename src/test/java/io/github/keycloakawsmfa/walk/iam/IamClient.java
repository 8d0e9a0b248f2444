package io.github.keycloakawsmfa.walk.iam;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** One of AWS's own clients of IAM, with a service account's client id and secret for access keys. */
interface IamClient {

    /**
     * Calls an operation, as IAM's API names it.
     *
     * @return what IAM's model says of the answer; empty where there is none
     * @throws IamFailure with AWS's error code
     */
    JsonNode call(String operation, Map<String, String> parameters) throws Exception;

    /** What {@code CreateVirtualMFADevice} gave. */
    Created create(Map<String, String> parameters) throws Exception;

    /**
     * @param secretKey Base32
     * @param qrCode a PNG
     */
    record Created(String serialNumber, String secretKey, byte[] qrCode) {}
}
