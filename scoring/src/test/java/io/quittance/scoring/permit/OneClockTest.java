package io.quittance.scoring.permit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Two processes whose clocks differ give the same answers, since permits never ask the clock of
/// the process: only the database's counts.
final class OneClockTest {

  @Test
  void permitsNeverReadTheClockOfTheProcess() {
    JavaClasses permits =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.quittance.scoring.permit");

    noClasses().should().dependOnClassesThat().areAssignableTo(Clock.class).check(permits);
    noClasses().should().callMethod(Instant.class, "now").check(permits);
    noClasses().should().callMethod(System.class, "currentTimeMillis").check(permits);
  }
}
