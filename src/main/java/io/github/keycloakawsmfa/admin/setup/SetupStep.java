package io.github.keycloakawsmfa.admin.setup;

/** One thing that set-up ensures. */
interface SetupStep {

    /** Looks and plans; changes nothing itself. */
    void plan(SetupPlan plan);
}
