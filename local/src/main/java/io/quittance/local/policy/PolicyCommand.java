package io.quittance.local.policy;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Everything about policy packs that needs no running platform.
@Command(
    name = "policy",
    mixinStandardHelpOptions = true,
    description = "Shows, tries, checks and signs policy packs: the rules of lawful contact.",
    subcommands = {
      PolicyList.class,
      PolicyShow.class,
      PolicyTry.class,
      PolicyCases.class,
      PolicyDiff.class,
      PolicyRules.class,
      PolicyCoverage.class,
      PolicyCheck.class,
      PolicySign.class,
      PolicyKeys.class
    })
public final class PolicyCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine line = Objects.requireNonNull(spec).commandLine();
    line.usage(line.getErr());
    return CommandLine.ExitCode.USAGE;
  }
}
