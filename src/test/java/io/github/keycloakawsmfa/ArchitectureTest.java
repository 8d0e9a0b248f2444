package io.github.keycloakawsmfa;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.lang.reflect.Method;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;
import org.keycloak.authentication.AuthenticatorUtil;
import org.keycloak.authentication.authenticators.util.AuthenticatorUtils;
import org.keycloak.protocol.oidc.AccessTokenIntrospectionProvider;
import org.keycloak.protocol.saml.SamlService;
import org.keycloak.services.Urls;
import org.keycloak.services.managers.AppAuthManager;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.storage.UserStoragePrivateUtil;
import org.keycloak.storage.UserStorageUtil;
import org.keycloak.utils.KeycloakSessionUtil;

/** The house rules: imports run downhill, the core knows no Keycloak, and there is one clock. */
@AnalyzeClasses(packages = "io.github.keycloakawsmfa", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule importsRunDownhill = Architectures.layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("admin")
            .definedBy("..keycloakawsmfa.admin..")
            .layer("enroll")
            .definedBy("..keycloakawsmfa.enroll..")
            .layer("login")
            .definedBy("..keycloakawsmfa.login..")
            .layer("aws")
            .definedBy("..keycloakawsmfa.aws..")
            .layer("evidence")
            .definedBy("..keycloakawsmfa.evidence..")
            .layer("device")
            .definedBy("..keycloakawsmfa.device..")
            .layer("qr")
            .definedBy("..keycloakawsmfa.qr..")
            .layer("seeds")
            .definedBy("..keycloakawsmfa.seeds..")
            .layer("totp")
            .definedBy("..keycloakawsmfa.totp..")
            .layer("sigv4")
            .definedBy("..keycloakawsmfa.sigv4..")
            .layer("internals")
            .definedBy("..keycloakawsmfa.internals..")
            .whereLayer("admin")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("enroll")
            .mayOnlyBeAccessedByLayers("admin")
            .whereLayer("login")
            .mayOnlyBeAccessedByLayers("admin", "enroll")
            .whereLayer("aws")
            .mayOnlyBeAccessedByLayers("admin", "enroll", "login")
            .whereLayer("evidence")
            .mayOnlyBeAccessedByLayers("admin", "enroll", "login", "aws")
            .whereLayer("device")
            .mayOnlyBeAccessedByLayers("admin", "enroll", "login", "aws", "evidence")
            .whereLayer("qr")
            .mayOnlyBeAccessedByLayers("admin", "enroll", "login", "aws", "evidence", "device")
            .whereLayer("totp")
            .mayOnlyBeAccessedByLayers("admin", "enroll", "login", "aws", "evidence", "device", "qr", "seeds")
            .whereLayer("seeds")
            .mayOnlyBeAccessedByLayers("admin", "enroll", "device")
            .whereLayer("sigv4")
            .mayOnlyBeAccessedByLayers("admin")
            .whereLayer("internals")
            .mayOnlyBeAccessedByLayers("admin", "enroll", "login", "aws", "evidence", "device");

    @ArchTest
    static final ArchRule setUpKnowsNoCheck = Architectures.layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("admin")
            .definedBy("..keycloakawsmfa.admin")
            .layer("check")
            .definedBy("..admin.check")
            .layer("trust")
            .definedBy("..admin.trust")
            .layer("setup")
            .definedBy("..admin.setup")
            .layer("report")
            .definedBy("..admin.report")
            .layer("users")
            .definedBy("..admin.users")
            .layer("devices")
            .definedBy("..admin.devices")
            .layer("keys")
            .definedBy("..admin.keys")
            .layer("page")
            .definedBy("..admin.page")
            .layer("migration")
            .definedBy("..admin.migration")
            .layer("tokens")
            .definedBy("..admin.tokens")
            .layer("iam")
            .definedBy("..admin.iam")
            .layer("call")
            .definedBy("..admin.call")
            .whereLayer("admin")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("iam")
            .mayOnlyBeAccessedByLayers("admin")
            .whereLayer("check")
            .mayOnlyBeAccessedByLayers("admin")
            .whereLayer("report")
            .mayOnlyBeAccessedByLayers("admin", "iam")
            .whereLayer("users")
            .mayOnlyBeAccessedByLayers("admin", "report", "iam")
            .whereLayer("migration")
            .mayOnlyBeAccessedByLayers("admin")
            .whereLayer("tokens")
            .mayOnlyBeAccessedByLayers("admin")
            .whereLayer("devices")
            .mayOnlyBeAccessedByLayers("admin", "users", "tokens", "iam")
            .whereLayer("page")
            .mayOnlyBeAccessedByLayers("admin")
            .whereLayer("trust")
            .mayOnlyBeAccessedByLayers("admin", "check")
            .whereLayer("keys")
            .mayOnlyBeAccessedByLayers("admin", "check")
            .whereLayer("setup")
            .mayOnlyBeAccessedByLayers("admin", "check", "trust", "report", "page", "users", "migration", "iam");

    @ArchTest
    static final ArchRule whatIsMailedKnowsNoLedger = Architectures.layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("keycloak")
            .definedBy("..device.keycloak")
            .layer("keys")
            .definedBy("..device.keys")
            .layer("migration")
            .definedBy("..device.migration")
            .layer("ledger")
            .definedBy("..device.ledger")
            .layer("token")
            .definedBy("..device.token")
            .layer("otp")
            .definedBy("..device.otp")
            .layer("mail")
            .definedBy("..device.mail")
            .layer("seal")
            .definedBy("..device.seal")
            .layer("metrics")
            .definedBy("..device.metrics")
            .layer("database")
            .definedBy("..device.database")
            .whereLayer("keycloak")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("keys")
            .mayOnlyBeAccessedByLayers("migration")
            .whereLayer("ledger")
            .mayOnlyBeAccessedByLayers("keycloak", "keys", "migration")
            .whereLayer("migration")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("token")
            .mayOnlyBeAccessedByLayers("keycloak", "keys", "ledger")
            .whereLayer("otp")
            .mayOnlyBeAccessedByLayers("ledger", "migration")
            .whereLayer("mail")
            .mayOnlyBeAccessedByLayers("keycloak", "keys", "ledger", "migration")
            .whereLayer("seal")
            .mayOnlyBeAccessedByLayers("keycloak", "keys", "ledger", "mail", "token", "otp", "migration")
            .whereLayer("metrics")
            .mayOnlyBeAccessedByLayers("keycloak", "keys", "ledger", "mail", "migration");

    /** Classes that others need have to link where there is no Micrometer. */
    @ArchTest
    static final ArchRule micrometerIsNamedWhereNothingElseNeedsIt = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.github.keycloakawsmfa.device.metrics.Meters")
            .and()
            .doNotHaveFullyQualifiedName("io.github.keycloakawsmfa.device.metrics.CoverageGauges")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.micrometer..");

    @ArchTest
    static final ArchRule noTwoClassesNeedEachOther = SlicesRuleDefinition.slices()
            .assignedFrom(new SliceAssignment() {
                @Override
                public SliceIdentifier getIdentifierOf(JavaClass type) {
                    JavaClass outermost = type;
                    while (outermost.getEnclosingClass().isPresent()) {
                        outermost = outermost.getEnclosingClass().get();
                    }
                    return SliceIdentifier.of(outermost.getName());
                }

                @Override
                public String getDescription() {
                    return "classes with all that they enclose";
                }
            })
            .should()
            .beFreeOfCycles();

    /** What may change with any release of Keycloak stands in one room; so do queries on its tables, see InternalsTest. */
    @ArchTest
    static final ArchRule whatIsInternalToKeycloakStandsInOneRoom = noClasses()
            .that()
            .resideOutsideOfPackage("..keycloakawsmfa.internals..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.keycloak.models.jpa..", "org.keycloak.storage.jpa..")
            .orShould()
            .dependOnClassesThat(JavaClass.Predicates.belongToAnyOf(
                    AccessTokenIntrospectionProvider.class,
                    AppAuthManager.class,
                    AuthenticationManager.class,
                    AuthenticatorUtil.class,
                    AuthenticatorUtils.class,
                    KeycloakSessionUtil.class,
                    Method.class,
                    SamlService.class,
                    Urls.class,
                    UserStoragePrivateUtil.class,
                    UserStorageUtil.class));

    @ArchTest
    static final ArchRule internalsKnowNothingOfOurs = noClasses()
            .that()
            .resideInAPackage("..keycloakawsmfa.internals..")
            .should()
            .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("io.github.keycloakawsmfa..")
                    .and(DescribedPredicate.not(JavaClass.Predicates.resideInAPackage("..internals.."))));

    @ArchTest
    static final ArchRule keysStayWhereTheySeal = noClasses()
            .that()
            .resideOutsideOfPackage("..device.seal")
            .should()
            .dependOnClassesThat()
            .haveSimpleName("MasterKey");

    @ArchTest
    static final ArchRule totpSeedsAndQrKnowNoKeycloak = noClasses()
            .that()
            .resideInAnyPackage(
                    "..keycloakawsmfa.totp..",
                    "..keycloakawsmfa.seeds..",
                    "..keycloakawsmfa.qr..",
                    "..keycloakawsmfa.aws.model..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.keycloak..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule signaturesNeedTheJdkOnly = noClasses()
            .that()
            .resideInAPackage("..keycloakawsmfa.sigv4..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages("io.github.keycloakawsmfa.sigv4..", "java..", "javax.crypto..");

    @ArchTest
    static final ArchRule timeIsPassedIn = noClasses()
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(java.time.Clock.class)
            .allowEmptyShould(true);

    // SecureRandom extends java.util.Random, so the rule has to let it through by name.
    @ArchTest
    static final ArchRule randomMeansSecureRandom = noClasses()
            .should()
            .dependOnClassesThat(
                    assignableTo(RandomGenerator.class).and(DescribedPredicate.not(assignableTo(SecureRandom.class))))
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(StrictMath.class, "random")
            .allowEmptyShould(true);

    // Java's own images take longer than what they show, buffer in files, and are not in every Java that runs a server.
    @ArchTest
    static final ArchRule noDesktop =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("java.awt..", "javax.imageio..");

    // Keycloak 26.7 lets a transaction on PostgreSQL commit without waiting for the disk (26.8 on SQL Server and Oracle
    // too)
    // if every entity that it changes implements this: a code that was spent so would be good again after a crash. By
    // name,
    // because 26.4 has no such type.
    @ArchTest
    static final ArchRule whatIsSpentIsOnTheDisk =
            noClasses().should().implement(JavaClass.Predicates.simpleName("AsynchronousCommitAllowed"));
}
