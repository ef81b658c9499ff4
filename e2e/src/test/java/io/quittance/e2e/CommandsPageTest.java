package io.quittance.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Compares `docs/reference/commands.md` with what the commands say of themselves.
class CommandsPageTest {
  private static final String PAGE = "docs/reference/commands.md";
  private static final Pattern NAME = Pattern.compile("`([a-z ]+)`");
  private static final Pattern SHOWN = Pattern.compile("(?<![\\w-])(--[a-z][a-z-]*)");
  private static final Pattern OFFERED = Pattern.compile("(?m)^ +(?:-\\w, )?(--[a-z][a-z-]*)");

  /// The script itself runs these two.
  private static final Set<String> OF_THE_SCRIPT = Set.of("bench", "test");

  static Stream<String> sections() {
    return Stream.of(Project.read(PAGE).split("(?m)^### "))
        .skip(1)
        .map(section -> section.split("(?m)^## ", 2)[0]);
  }

  @ParameterizedTest
  @MethodSource("sections")
  void eachCommandHasTheOptionsThatItsHelpLists(String section) {
    String command = all(NAME, section).getFirst();

    String help = Script.run((command + " --help").split(" "));

    Set<String> offered = new TreeSet<>(all(OFFERED, help));
    assertTrue(offered.removeAll(Set.of("--help", "--version")), help);
    assertEquals(offered, new TreeSet<>(all(SHOWN, section)), command);
  }

  @Test
  void everyCommandIsOnThePage() {
    Set<String> shown = new TreeSet<>(OF_THE_SCRIPT);
    sections().map(section -> all(NAME, section).getFirst().split(" ")[0]).forEach(shown::add);

    Set<String> offered =
        new TreeSet<>(all(Pattern.compile("(?m)^  ([a-z]+) "), Script.run("help")));
    offered.remove("help");

    assertEquals(offered, shown);
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(match -> match.group(1)).toList();
  }
}
