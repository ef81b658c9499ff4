package io.quittance.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/// A browser as far as the console's pages need one: it keeps cookies, follows redirects and sends
/// forms with their origin.
public final class Browser implements AutoCloseable {

  private final String origin;
  private final CookieManager cookies = new CookieManager();
  private final HttpClient http = HttpClient.newBuilder().cookieHandler(cookies).build();

  Browser(String origin) {
    this.origin = origin;
  }

  /// A page as it arrived.
  public record Page(int status, String body, HttpResponse<String> response, URI at) {

    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  /// Signs somebody of the realm in.
  public Browser signIn(String person) {
    Page chooser = get("/");
    if (!chooser.at().getPath().endsWith("/auth")) {
      throw new AssertionError("not asked to sign in but shown " + chooser.at());
    }
    URI at = chooser.at();
    Page back =
        follow(
            form(at, at.getRawQuery() + "&person=" + person)
                .header("Origin", at.getScheme() + "://" + at.getAuthority())
                .build());
    if (back.status() != 200) {
      throw new AssertionError(back.status() + " " + back.at() + "\n" + back.body());
    }
    return this;
  }

  /// Opens a page and follows redirects.
  public Page get(String path) {
    return follow(HttpRequest.newBuilder(URI.create(origin + path)).build());
  }

  /// Sends a form from a page of the console and follows redirects.
  public Page post(String path, Map<String, String> fields) {
    return follow(form(path, fields).header("Origin", origin).build());
  }

  /// Sends a form with headers of the caller's choice, and follows nothing.
  public Page postAs(String path, Map<String, String> fields, Map<String, String> headers) {
    HttpRequest.Builder request = form(path, fields);
    headers.forEach(request::header);
    return send(request.build());
  }

  private HttpRequest.Builder form(String path, Map<String, String> fields) {
    return form(
        URI.create(origin + path),
        fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&")));
  }

  private static HttpRequest.Builder form(URI to, String fields) {
    return HttpRequest.newBuilder(to)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(fields));
  }

  private Page follow(HttpRequest request) {
    Page page = send(request);
    for (int i = 0; i < 10 && page.status() / 100 == 3; i++) {
      URI next = page.at().resolve(page.header("Location"));
      page = send(HttpRequest.newBuilder(next).build());
    }
    return page;
  }

  private Page send(HttpRequest request) {
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      return new Page(response.statusCode(), response.body(), response, response.uri());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /// Returns the values of all cookies, for what they must not hold.
  public String cookies() {
    return cookies.getCookieStore().getCookies().toString();
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
