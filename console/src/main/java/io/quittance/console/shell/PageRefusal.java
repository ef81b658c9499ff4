package io.quittance.console.shell;

import io.quittance.console.remote.Answer;

/// Ends a request with a page that says why it shows nothing else.
public final class PageRefusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String title;

  private PageRefusal(int status, String title, String sentence) {
    super(sentence, null, false, false);
    this.status = status;
    this.title = title;
  }

  static PageRefusal forbidden(Access access) {
    return new PageRefusal(
        403,
        "Not for you",
        "This needs the role " + access.inWords() + ". Ask for it if you need it.");
  }

  /// Returns the refusal of a page whose subject does not exist, or not for this person.
  public static PageRefusal missing(String sentence) {
    return new PageRefusal(404, "Not found", sentence);
  }

  /// Returns the refusal of a form that was not filled in.
  public static PageRefusal incomplete(String sentence) {
    return new PageRefusal(400, "Something is missing", sentence);
  }

  /// Returns the refusal of a page that is nothing without this answer.
  public static PageRefusal of(Answer<?> answer) {
    return switch (answer) {
      case Answer.Given<?> _ -> throw new IllegalArgumentException("It was answered");
      case Answer.Refused<?> refused ->
          new PageRefusal(
              refused.status(),
              refused.status() == 404 ? "Not found" : "Refused",
              refused.detail());
      case Answer.Failed<?> failed ->
          new PageRefusal(503, "Not now", failed.detail() + " Try again in a moment.");
    };
  }

  /// Returns an answer's value.
  ///
  /// @throws PageRefusal when there is none
  public static <T> T orRefuse(Answer<T> answer) {
    if (answer instanceof Answer.Given<T>(T value)) {
      return value;
    }
    throw of(answer);
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  /// Returns the sentence for the person.
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
