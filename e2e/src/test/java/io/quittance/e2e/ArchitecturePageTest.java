package io.quittance.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Compares the maps of `ARCHITECTURE.md` with the code.
class ArchitecturePageTest {
  private static final String PAGE = "ARCHITECTURE.md";
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| \\[`(\\w+)`]\\(\\w+/README\\.md\\) \\|.*\\| ([^|]+) \\|$");
  private static final Pattern MODULE = Pattern.compile("<module>(\\w+)</module>");
  private static final Pattern DEPENDENCY = Pattern.compile("(?s)<dependency>(.*?)</dependency>");
  private static final Pattern OURS = Pattern.compile("<artifactId>quittance-(\\w+)</artifactId>");
  private static final Pattern NAME = Pattern.compile("`(\\w+)`");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+\\.java)\\)");

  @Test
  void theMapNamesEveryModuleAndWhatItBuildsOn() {
    Map<String, TreeSet<String>> poms = new TreeMap<>();
    for (String module : all(MODULE, Project.read("pom.xml"))) {
      poms.put(module, dependencies(Project.read(module + "/pom.xml")));
    }

    Map<String, TreeSet<String>> page = new TreeMap<>();
    for (MatchResult row : ROW.matcher(Project.read(PAGE)).results().toList()) {
      page.put(row.group(1), new TreeSet<>(all(NAME, row.group(2))));
    }

    assertEquals(poms, page);
  }

  @Test
  void theTourOfOneEventIsTheSameOnThreePages() {
    List<String> tour = tour(PAGE, "One event, five files");

    assertEquals(5, tour.size());
    assertEquals(tour, tour("README.md", "One event, five files"));
    assertEquals(tour, tour("scoring/README.md", "One event, five files"));
  }

  @Test
  void theLoopIsFollowedThroughFourteenFilesAndEachShortTourThroughFive() {
    List<String> loop = new ArrayList<>(tour(PAGE, "One event, five files"));
    loop.addAll(tour(PAGE, "Round the loop"));
    String[] tours = section(PAGE, "Shorter tours").split("(?m)^\\*\\*");

    assertEquals(14, loop.size());
    for (int i = 1; i < tours.length; i++) {
      String text = tours[i];
      assertEquals(5, all(LINK, text).size(), text);
    }
    assertEquals(List.of("Commands", "Inference", "Permits", "Plans", "Reviews"), names(tours));
  }

  private static List<String> names(String[] tours) {
    List<String> names = new ArrayList<>();
    for (int i = 1; i < tours.length; i++) {
      names.add(tours[i].substring(0, tours[i].indexOf("**")));
    }
    return names.stream().sorted().toList();
  }

  /// The files that a section links to, in order, as paths from the root of the project.
  private static List<String> tour(String page, String heading) {
    Path file = Path.of("/", page);
    return all(LINK, section(page, heading)).stream()
        .map(link -> file.resolveSibling(link).normalize().toString().substring(1))
        .toList();
  }

  private static String section(String page, String heading) {
    String text = Project.read(page);
    int start = text.indexOf("\n## " + heading + "\n");
    assertTrue(start >= 0, () -> page + " has no section " + heading);
    int end = text.indexOf("\n## ", start + 1);
    return text.substring(start, end < 0 ? text.length() : end);
  }

  private static TreeSet<String> dependencies(String pom) {
    TreeSet<String> ours = new TreeSet<>();
    for (String dependency : all(DEPENDENCY, pom)) {
      if (!dependency.contains("<scope>test</scope>")) {
        ours.addAll(all(OURS, dependency));
      }
    }
    return ours;
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(match -> match.group(1)).toList();
  }
}
