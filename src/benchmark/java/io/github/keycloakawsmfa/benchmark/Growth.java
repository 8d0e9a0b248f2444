package io.github.keycloakawsmfa.benchmark;

/** How a cost may grow with the realm. */
enum Growth {
    /** Not at all. */
    NONE,
    /** The database counts all devices, in as many statements as ever. */
    COUNTS,
    /** Every device is looked at. */
    WALKS
}
