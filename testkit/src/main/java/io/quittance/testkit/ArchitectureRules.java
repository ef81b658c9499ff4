package io.quittance.testkit;

import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The rules of the architecture. Each module's `ArchitectureTest` applies them:
///
/// ```java
/// @Test
/// void keepsTheArchitecture() {
///   ArchitectureRules.checkAll("io.quittance.scoring");
/// }
/// ```
///
/// The rules apply to the packages below a root, which is `io.quittance` except in the tests of the
/// rules themselves. A rule holds when no class matches it.
public final class ArchitectureRules {
  private static final String ROOT = "io.quittance";
  private static final List<String> SERVICES =
      List.of("scoring", "feedback", "retraining", "registry", "console");

  /// The shared modules that each module may depend on. Services are not listed as targets: no
  /// module depends on a service's code.
  private static final Map<String, Set<String>> ALLOWED_DEPENDENCIES =
      Map.ofEntries(
          Map.entry("core", Set.of()),
          Map.entry("embedded", Set.of()),
          Map.entry("messaging", Set.of("core")),
          Map.entry("web", Set.of("core")),
          Map.entry("laboratory", Set.of("core")),
          Map.entry("simulator", Set.of("core")),
          Map.entry("testkit", Set.of("core", "embedded")),
          Map.entry("scoring", Set.of("core", "laboratory", "messaging", "web")),
          Map.entry("feedback", Set.of("core", "messaging", "web")),
          Map.entry("retraining", Set.of("core", "laboratory", "messaging", "web")),
          Map.entry("registry", Set.of("core", "messaging", "web")),
          Map.entry("console", Set.of("core", "messaging", "web")),
          Map.entry("local", Set.of("core", "simulator", "embedded")),
          Map.entry("e2e", Set.of("core", "laboratory", "simulator", "embedded", "local")));

  private static final String[] EMITTING_TYPES = {
    "org.eclipse.microprofile.reactive.messaging.Emitter",
    "org.eclipse.microprofile.reactive.messaging.Channel",
    "org.eclipse.microprofile.reactive.messaging.Outgoing",
    "io.smallrye.reactive.messaging.MutinyEmitter",
    "io.smallrye.reactive.messaging.kafka.KafkaClientService",
    "io.smallrye.reactive.messaging.kafka.KafkaProducer",
    "org.apache.kafka.clients.producer.Producer",
    "org.apache.kafka.clients.producer.KafkaProducer"
  };
  private static final String[] MODEL_LIBRARIES = {
    "ai.onnxruntime..",
    "ml.dmlc.xgboost4j..",
    "com.microsoft.ml.lightgbm..",
    "io.github.metarank.lightgbm4j..",
    "ai.djl..",
    "ai.onnx.proto..",
    "org.tribuo.."
  };
  private static final String BANNED_SUFFIX = ".*(Manager|Helper|Utils?|Impl|DTO|Dto|Processor)";

  private ArchitectureRules() {}

  /// Applies all rules to the compiled main classes of packages and their subpackages.
  ///
  /// @throws AssertionError listing every violation of every rule
  public static void checkAll(String... basePackages) {
    List<String> reports = violations(ROOT, basePackages);
    if (!reports.isEmpty()) {
      throw new AssertionError(String.join(System.lineSeparator(), reports));
    }
  }

  /// Returns one report for each broken rule.
  static List<String> violations(String root, String... basePackages) {
    JavaClasses imported =
        new ClassFileImporter()
            .withImportOption(location -> !root.equals(ROOT) || isMain(location))
            .importPackages(basePackages);
    return rules(root).stream()
        .map(rule -> rule.allowEmptyShould(true).evaluate(imported))
        .filter(result -> result.hasViolation())
        .map(result -> result.getFailureReport().toString())
        .toList();
  }

  static List<ArchRule> rules(String root) {
    return List.of(
        onlyConsumersReceive(root),
        onlyPublishersEmit(root),
        onlyResourcesServe(),
        modelLibrariesStayInside(root),
        coreDependsOnLittle(root),
        coreDoesNoInputOrOutput(root),
        coreKnowsNoClock(root),
        coreDoesNotLog(root),
        servicesDoNotKnowEachOther(root),
        otherModulesLinkNoService(root),
        modulesDependDownwards(root),
        scoringOnlyReadsTablesAsTheLaboratory(root),
        auditorSharesNoCode(root),
        namesSayWhat(),
        nothingIsInjectedIntoFields(),
        packagesAreNullMarked(root),
        packagesAreFreeOfCycles(root),
        laboratoryHasNoFramework(root));
  }

  static ArchRule onlyConsumersReceive(String root) {
    return methods()
        .that()
        .areAnnotatedWith("org.eclipse.microprofile.reactive.messaging.Incoming")
        .or()
        .areAnnotatedWith("org.eclipse.microprofile.reactive.messaging.Incomings")
        .should()
        .beDeclaredInClassesThat()
        .haveSimpleNameEndingWith("Consumer")
        .as("only a …Consumer below " + root + " has @Incoming");
  }

  /// Exempts the modules that play outside systems: the servers, the demo and the end-to-end tests.
  static ArchRule onlyPublishersEmit(String root) {
    return noClasses()
        .that(
            areNamed("anything but a …Publisher", name -> !name.endsWith("Publisher"))
                .and(
                    JavaClass.Predicates.resideOutsideOfPackages(
                        root + ".embedded..", root + ".local..", root + ".e2e..")))
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "send to Kafka", type -> Set.of(EMITTING_TYPES).contains(type.getName())))
        .as("only a …Publisher emits");
  }

  /// Exempts REST client interfaces, which carry the paths of another service.
  static ArchRule onlyResourcesServe() {
    var path = "jakarta.ws.rs.Path";
    return classes()
        .that(
            DescribedPredicate.<JavaClass>describe(
                    "have a @Path",
                    type ->
                        type.isAnnotatedWith(path)
                            || type.getMethods().stream().anyMatch(m -> m.isAnnotatedWith(path)))
                .and(
                    DescribedPredicate.not(
                        DescribedPredicate.describe(
                            "are REST clients",
                            type ->
                                type.isAnnotatedWith(
                                    "org.eclipse.microprofile.rest.client.inject.RegisterRestClient")))))
        .should()
        .haveSimpleNameEndingWith("Resource")
        .as("only a …Resource has @Path");
  }

  /// Exempts the benchmarks, which compare our code with these libraries, and the value study,
  /// which trains a model as a competitor would.
  static ArchRule modelLibrariesStayInside(String root) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(
            root + ".scoring.inference..",
            root + ".laboratory.training..",
            root + ".laboratory.export..",
            root + ".e2e.bench..",
            root + ".e2e.value..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(MODEL_LIBRARIES)
        .as(
            "model libraries appear only in scoring.inference, laboratory.training and .export, and"
                + " in e2e.bench and .value");
  }

  static ArchRule coreDependsOnLittle(String root) {
    return classes()
        .that()
        .resideInAPackage(root + ".core..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            root + ".core..",
            "java..",
            "com.fasterxml.jackson..",
            "org.jspecify..",
            "org.apache.commons.statistics..",
            "org.apache.commons.numbers..",
            "org.apache.datasketches..",
            "de.focus_shift.jollyday..",
            "org.yaml.snakeyaml..")
        .as(
            "core depends on the JDK, Jackson, JSpecify, commons-statistics, DataSketches and"
                + " Jollyday only");
  }

  static ArchRule coreDoesNoInputOrOutput(String root) {
    return noClasses()
        .that()
        .resideInAPackage(root + ".core..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net..", "java.sql..", "javax.sql..", "java.nio.channels..")
        .as("core does no input or output");
  }

  static ArchRule coreKnowsNoClock(String root) {
    return noClasses()
        .that()
        .resideInAPackage(root + ".core..")
        .should()
        .accessTargetWhere(
            DescribedPredicate.describe("reads the wall clock", ArchitectureRules::readsClock))
        .as("core does not read the wall clock: callers pass instants in");
  }

  static ArchRule coreDoesNotLog(String root) {
    return noClasses()
        .that()
        .resideInAPackage(root + ".core..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.util.logging..")
        .as("core does not log");
  }

  static ArchRule servicesDoNotKnowEachOther(String root) {
    return CompositeArchRule.of(
            SERVICES.stream()
                .map(
                    service ->
                        noDependency(
                            root,
                            service,
                            SERVICES.stream().filter(other -> !other.equals(service)).toList()))
                .toList())
        .as("a service does not depend on another's code: they meet on topics and HTTP");
  }

  /// Local and end-to-end code starts services as processes.
  static ArchRule otherModulesLinkNoService(String root) {
    return CompositeArchRule.of(
            modules()
                .filter(module -> !SERVICES.contains(module))
                .map(module -> noDependency(root, module, SERVICES))
                .toList())
        .as("no other module depends on a service's code: e2e and local run the services' jars");
  }

  /// Keeps the order core, embedded < messaging, web, laboratory, simulator < services < local <
  /// e2e.
  static ArchRule modulesDependDownwards(String root) {
    return CompositeArchRule.of(
            modules().map(module -> noDependency(root, module, forbidden(module))).toList())
        .as("a module depends only on the modules below it that the design allows");
  }

  /// Keeps training and its native libraries out of the service: it has the laboratory for its way
  /// of reading and writing CSV alone.
  static ArchRule scoringOnlyReadsTablesAsTheLaboratory(String root) {
    return noClasses()
        .that()
        .resideInAPackage(root + ".scoring..")
        .should()
        .dependOnClassesThat(
            JavaClass.Predicates.resideInAPackage(root + ".laboratory..")
                .and(JavaClass.Predicates.resideOutsideOfPackage(root + ".laboratory.table..")))
        .as("scoring uses only the tables of the laboratory");
  }

  /// An auditor that used the platform's code would share its defects.
  static ArchRule auditorSharesNoCode(String root) {
    return noClasses()
        .that()
        .resideInAPackage(root + ".e2e.audit..")
        .should()
        .dependOnClassesThat(
            JavaClass.Predicates.resideInAPackage(root + "..")
                .and(JavaClass.Predicates.resideOutsideOfPackage(root + ".e2e.audit..")))
        .as("the auditor shares no code with the platform");
  }

  private static Stream<String> modules() {
    return ALLOWED_DEPENDENCIES.keySet().stream().sorted();
  }

  private static List<String> forbidden(String module) {
    Set<String> allowed = ALLOWED_DEPENDENCIES.getOrDefault(module, Set.of());
    return modules()
        .filter(other -> !other.equals(module) && !SERVICES.contains(other))
        .filter(other -> !allowed.contains(other))
        .toList();
  }

  private static ArchRule noDependency(String root, String module, List<String> targets) {
    return noClasses()
        .that()
        .resideInAPackage(root + "." + module + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            targets.stream().map(target -> root + "." + target + "..").toArray(String[]::new))
        .allowEmptyShould(true);
  }

  static ArchRule namesSayWhat() {
    return classes()
        .should()
        .haveNameNotMatching(BANNED_SUFFIX)
        .as("no class is named …Manager, …Helper, …Util, …Impl, …DTO or …Processor");
  }

  static ArchRule nothingIsInjectedIntoFields() {
    return noFields()
        .should()
        .beAnnotatedWith("jakarta.inject.Inject")
        .orShould()
        .beAnnotatedWith("org.eclipse.microprofile.config.inject.ConfigProperty")
        .orShould()
        .beAnnotatedWith("org.eclipse.microprofile.reactive.messaging.Channel")
        .as("nothing is injected into fields: constructors declare what a class needs");
  }

  static ArchRule packagesAreNullMarked(String root) {
    return classes()
        .that()
        .resideInAPackage(root + "..")
        .should(
            be(
                DescribedPredicate.describe(
                    "in a @NullMarked package",
                    type ->
                        type.getPackage().isAnnotatedWith("org.jspecify.annotations.NullMarked"))))
        .as("every package is @NullMarked in its package-info.java");
  }

  /// Treats every package as a slice of its own, including each module's root package.
  static ArchRule packagesAreFreeOfCycles(String root) {
    return slices()
        .assignedFrom(new Packages(root))
        .should()
        .beFreeOfCycles()
        .as("packages are free of cycles");
  }

  private record Packages(String root) implements SliceAssignment {

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      String name = type.getPackageName();
      return name.startsWith(root + ".")
          ? SliceIdentifier.of(name.substring(root.length() + 1))
          : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return "packages below " + root;
    }
  }

  static ArchRule laboratoryHasNoFramework(String root) {
    return noClasses()
        .that()
        .resideInAnyPackage(root + ".laboratory..", root + ".core..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.quarkus..",
            "jakarta..",
            "org.eclipse.microprofile..",
            "io.smallrye..",
            "io.vertx..",
            "org.hibernate..")
        .as("core and laboratory use no framework");
  }

  private static boolean isMain(Location location) {
    return ImportOption.Predefined.DO_NOT_INCLUDE_TESTS.includes(location)
        && !location.contains("/io/quittance/testkit/")
        && !location.contains("/jmh_generated/");
  }

  private static boolean readsClock(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    String name = access.getName();
    boolean clockless =
        access.getTarget()
                instanceof com.tngtech.archunit.core.domain.AccessTarget.MethodCallTarget method
            && method.getRawParameterTypes().stream()
                .noneMatch(type -> type.isEquivalentTo(Clock.class));
    return (owner.equals("java.lang.System") && name.equals("currentTimeMillis"))
        || (owner.startsWith("java.time.") && name.equals("now") && clockless)
        || (owner.equals("java.time.Clock") && name.startsWith("system"));
  }

  private static DescribedPredicate<JavaClass> areNamed(
      String description, Predicate<String> outermostName) {
    return DescribedPredicate.describe(
        description, type -> outermostName.test(outermost(type).getSimpleName()));
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(ArchitectureRules::outermost).orElse(type);
  }
}
