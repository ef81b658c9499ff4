package io.quittance.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Shows that every rule can fail and blames exactly the fixtures that break it.
final class ArchitectureRulesTest {
  private static final String BROKEN = "io.quittance.testkit.violations";
  private static final String CONFORMING = "io.quittance.testkit.conforming";

  @TestFactory
  Stream<DynamicTest> eachRuleBlamesTheFixturesThatBreakIt() {
    return Stream.of(
            new Case(ArchitectureRules.onlyConsumersReceive(BROKEN), "EventReceiver"),
            new Case(ArchitectureRules.onlyPublishersEmit(BROKEN), "EventEmitter"),
            new Case(ArchitectureRules.onlyResourcesServe(), "AccountEndpoint"),
            new Case(ArchitectureRules.modelLibrariesStayInside(BROKEN), "UsesModelLibrary"),
            new Case(ArchitectureRules.coreDependsOnLittle(BROKEN), "UsesOtherLibrary"),
            new Case(ArchitectureRules.coreDoesNoInputOrOutput(BROKEN), "UsesNetwork"),
            new Case(ArchitectureRules.coreKnowsNoClock(BROKEN), "ReadsClock"),
            new Case(ArchitectureRules.coreDoesNotLog(BROKEN), "WritesLog"),
            new Case(ArchitectureRules.servicesDoNotKnowEachOther(BROKEN), "UsesOtherService"),
            new Case(ArchitectureRules.namesSayWhat(), "AccountManager"),
            new Case(ArchitectureRules.nothingIsInjectedIntoFields(), "InjectsField"),
            new Case(ArchitectureRules.packagesAreNullMarked(BROKEN), "Unmarked"),
            new Case(ArchitectureRules.packagesAreFreeOfCycles(BROKEN), "CyclicJob", "CyclicRoot"),
            new Case(ArchitectureRules.otherModulesLinkNoService(BROKEN), "LinksService"),
            new Case(ArchitectureRules.modulesDependDownwards(BROKEN), "DependsUpwards"),
            new Case(ArchitectureRules.scoringOnlyReadsTablesAsTheLaboratory(BROKEN), "Trains"),
            new Case(ArchitectureRules.auditorSharesNoCode(BROKEN), "SharesCode"),
            new Case(ArchitectureRules.laboratoryHasNoFramework(BROKEN), "UsesFramework"))
        .map(each -> DynamicTest.dynamicTest(each.rule().getDescription(), each::verify));
  }

  @Test
  void allRulesAreTried() {
    assertEquals(
        ArchitectureRules.rules(BROKEN).size(),
        ArchitectureRules.violations(BROKEN, BROKEN).size());
  }

  @Test
  void conformingClassesPass() {
    assertEquals(List.of(), ArchitectureRules.violations(CONFORMING, CONFORMING));
  }

  @Test
  void coreKeepsTheArchitecture() {
    ArchitectureRules.checkAll("io.quittance.core");
  }

  @Test
  void embeddedKeepsTheArchitecture() {
    ArchitectureRules.checkAll("io.quittance.embedded");
  }

  /// @param culprits the fixtures that the rule must blame, and no other
  private record Case(ArchRule rule, Set<String> culprits) {

    Case(ArchRule rule, String... culprits) {
      this(rule, Set.of(culprits));
    }

    void verify() {
      JavaClasses fixtures = new ClassFileImporter().importPackages(BROKEN);
      EvaluationResult result = rule.evaluate(fixtures);
      assertThrows(AssertionError.class, () -> rule.check(fixtures));
      assertEquals(
          culprits,
          result.getFailureReport().getDetails().stream()
              .map(this::blamed)
              .collect(Collectors.toSet()),
          () -> result.getFailureReport().toString());
    }

    /// Returns the culprit that a line of the report names, or the line when it names none.
    private String blamed(String detail) {
      return culprits.stream()
          .filter(culprit -> detail.contains("." + culprit))
          .findFirst()
          .orElse(detail);
    }
  }
}
