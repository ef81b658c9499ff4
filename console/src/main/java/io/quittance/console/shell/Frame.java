package io.quittance.console.shell;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What every page has around its content.
///
/// @param title of the browser's window
/// @param person null on a page that refuses
public record Frame(String title, @Nullable Person person, List<Link> links) {

  /// A link of the navigation.
  public record Link(String path, String text, boolean here) {}

  /// Returns the frame of a page.
  ///
  /// @param here the page's own entry of the navigation
  public static Frame of(String title, Person person, Access here) {
    List<Link> links = new ArrayList<>();
    add(links, person, Access.TODAY, "/", "Today", here);
    add(links, person, Access.REVIEWS, "/reviews", "Cases", here);
    add(links, person, Access.ACCOUNTS, "/accounts", "Accounts", here);
    add(links, person, Access.DECISIONS, "/decisions", "Decisions", here);
    add(links, person, Access.MODELS, "/models", "Models", here);
    return new Frame(title, person, List.copyOf(links));
  }

  /// Returns the frame of a page that refuses.
  static Frame bare(String title) {
    return new Frame(title, null, List.of());
  }

  private static void add(
      List<Link> links, Person person, Access access, String path, String text, Access here) {
    if (person.may(access)) {
      links.add(new Link(path, text, access == here));
    }
  }
}
