package io.github.keycloakawsmfa.admin.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.admin.setup.SetupPlan.Change;
import io.github.keycloakawsmfa.admin.setup.SetupPlan.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SetupPlanTest {

    @Test
    void nothingHappensBeforeItIsApplied() {
        List<String> done = new ArrayList<>();
        SetupPlan plan = new SetupPlan();
        plan.keep(Kind.REALM_SETTING, "a", "");
        plan.create(Kind.ROLE, "b", "", () -> done.add("b"));
        plan.update(Kind.CLIENT_SETTING, "c", "1 -> 2", () -> done.add("c"));

        assertThat(done).isEmpty();
        assertThat(plan.isEmpty()).isFalse();
        plan.apply();
        assertThat(done).containsExactly("b", "c");
    }

    @Test
    void whatBelongsToAChangeIsDoneWithIt() {
        List<String> done = new ArrayList<>();
        SetupPlan plan = new SetupPlan();
        plan.create(Kind.CLIENT, "a", "", () -> done.add("a"));
        plan.also(Kind.CLIENT, "a", () -> done.add("its setting"));
        plan.also(Kind.CLIENT, "b", () -> done.add("another's"));

        plan.apply();
        assertThat(done).containsExactly("a", "its setting");
        assertThat(plan.changes()).hasSize(1);
    }

    @Test
    void whatIsKeptIsNothingToDo() {
        SetupPlan plan = new SetupPlan();
        plan.keep(Kind.REALM_SETTING, "a", "");

        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.changes()).containsExactly(new Change(Kind.REALM_SETTING, "a", Change.Action.KEEP, ""));
    }

    @Test
    void anAdoptionNobodyAgreedToIsAConflictThatSaysHow() {
        Change adoption =
                new Change(Kind.CLIENT, "urn:amazon:webservices", Change.Action.ADOPT, "made by somebody else");

        assertThat(adoption.refused().action()).isEqualTo(Change.Action.CONFLICT);
        assertThat(adoption.refused().detail())
                .startsWith("made by somebody else")
                .contains("\"adopt\": true");
        Change update = new Change(Kind.ROLE, "a", Change.Action.CREATE, "");
        assertThat(update.refused()).isEqualTo(update);
    }
}
