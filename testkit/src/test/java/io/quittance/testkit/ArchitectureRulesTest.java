package io.quittance.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every rule can fail, and fails on the one fixture that breaks it.
final class ArchitectureRulesTest {
  private static final String BROKEN = "io.quittance.testkit.violations";
  private static final String KEPT = "io.quittance.testkit.obedience";

  @TestFactory
  Stream<DynamicTest> eachRuleFindsTheFixtureThatBreaksIt() {
    return Stream.of(
            new Case(ArchitectureRules.onlyConsumersReceive(BROKEN), "Intake"),
            new Case(ArchitectureRules.onlyPublishersEmit(BROKEN), "Shouter"),
            new Case(ArchitectureRules.onlyResourcesServe(), "Door"),
            new Case(ArchitectureRules.modelLibrariesStayInside(BROKEN), "Oracle"),
            new Case(ArchitectureRules.coreDependsOnLittle(BROKEN), "Dependent"),
            new Case(ArchitectureRules.coreDoesNoInputOrOutput(BROKEN), "Connected"),
            new Case(ArchitectureRules.coreKnowsNoClock(BROKEN), "Impatient"),
            new Case(ArchitectureRules.coreDoesNotLog(BROKEN), "Talker"),
            new Case(ArchitectureRules.servicesDoNotKnowEachOther(BROKEN), "Nosy"),
            new Case(ArchitectureRules.namesSayWhat(), "AccountManager"),
            new Case(ArchitectureRules.nothingIsInjectedIntoFields(), "Injected"),
            new Case(ArchitectureRules.packagesAreNullMarked(BROKEN), "Unmarked"),
            new Case(ArchitectureRules.packagesAreFreeOfCycles(BROKEN), "Chicken"),
            new Case(ArchitectureRules.laboratoryHasNoFramework(BROKEN), "Framed"))
        .map(each -> DynamicTest.dynamicTest(each.rule().getDescription(), each::verify));
  }

  @Test
  void allRulesAreTried() {
    assertEquals(
        ArchitectureRules.rules(BROKEN).size(),
        ArchitectureRules.violations(BROKEN, BROKEN).size());
  }

  @Test
  void obedientClassesPass() {
    assertEquals(List.of(), ArchitectureRules.violations(KEPT, KEPT));
  }

  @Test
  void coreKeepsTheArchitecture() {
    ArchitectureRules.checkAll("io.quittance.core");
  }

  @Test
  void embeddedKeepsTheArchitecture() {
    ArchitectureRules.checkAll("io.quittance.embedded");
  }

  private record Case(ArchRule rule, String culprit) {
    void verify() {
      JavaClasses fixtures = new ClassFileImporter().importPackages(BROKEN);
      EvaluationResult result = rule.evaluate(fixtures);
      String report = result.getFailureReport().toString();
      assertTrue(report.contains("." + culprit), report);
      assertThrows(AssertionError.class, () -> rule.check(fixtures));
      assertEquals(
          1,
          result.getFailureReport().getDetails().stream().map(this::owner).distinct().count(),
          report);
    }

    /// Which fixture a line of the report blames; all lines of a rule blame the same one.
    private String owner(String detail) {
      return detail.contains(culprit) ? culprit : detail;
    }
  }
}
