package io.quittance.embedded.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The realm `quittance` as Keycloak imports it: its roles, its clients with their secrets and
/// roles, and people who sign in to the console. [LocalIssuer] reads the same file, so the two
/// cannot diverge.
///
/// The secrets in the file (`<clientId>-secret`) are for use on a single machine; [#withSecrets]
/// replaces them.
public final class Realm {
  public static final String NAME = "quittance";

  private static final String RESOURCE = "/keycloak/quittance-realm.json";
  private static final String LIFESPAN = "access.token.lifespan";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode tree;

  private Realm(JsonNode tree) {
    this.tree = tree;
  }

  /// A confidential client with a service account.
  ///
  /// @param roles realm roles of its service account, in file order
  /// @param tenant value of the claim `tenant` in its tokens
  public record Client(String id, String secret, List<String> roles, String tenant) {
    public Client {
      roles = List.copyOf(roles);
    }

    /// Returns the name of its service account, as Keycloak constructs it.
    public String serviceAccount() {
      return "service-account-" + id;
    }

    @Override
    public String toString() {
      return "Client[" + id + ", " + roles + ", " + tenant + "]";
    }
  }

  /// The client through which people sign in to the console.
  ///
  /// @param tenant value of the claim `tenant` in the tokens of the people
  /// @param redirects where a browser may be sent back to; an entry that ends in `*` is a prefix
  public record SignInClient(String id, String secret, String tenant, List<String> redirects) {
    public SignInClient {
      redirects = List.copyOf(redirects);
    }

    /// Returns whether a browser may be sent back to an address.
    public boolean mayReturnTo(String address) {
      return redirects.stream()
          .anyMatch(
              known ->
                  known.endsWith("*")
                      ? address.startsWith(known.substring(0, known.length() - 1))
                      : address.equals(known));
    }

    @Override
    public String toString() {
      return "SignInClient[" + id + ", " + redirects + "]";
    }
  }

  /// A person of the realm. The file has no passwords: [#withPasswords] adds them for Keycloak.
  ///
  /// @param roles realm roles, in file order
  public record Person(String username, String name, List<String> roles) {
    public Person {
      roles = List.copyOf(roles);
    }
  }

  /// Returns the realm on the class path, with its development secrets.
  public static Realm load() {
    try (InputStream in = Realm.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("No " + RESOURCE + " on the class path");
      }
      return new Realm(JSON.readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Returns a copy in which one client's tokens have their own lifespan.
  ///
  /// @param lifespan in whole seconds
  /// @throws IllegalArgumentException when the realm has no such client
  public Realm withTokenLifespan(String clientId, Duration lifespan) {
    JsonNode copy = tree.deepCopy();
    for (JsonNode client : copy.path("clients")) {
      if (client.path("clientId").asText().equals(clientId)) {
        ((ObjectNode) client)
            .withObject("/attributes")
            .put(LIFESPAN, Long.toString(lifespan.toSeconds()));
        return new Realm(copy);
      }
    }
    throw new IllegalArgumentException("The realm has no client " + clientId);
  }

  /// Returns a copy in which people sign in to the console at another address.
  ///
  /// @param url of the console, without a slash at its end
  public Realm withConsole(String url) {
    JsonNode copy = tree.deepCopy();
    ObjectNode client = (ObjectNode) signInClient(copy);
    client.putArray("redirectUris").add(url + "/*");
    client.withObject("/attributes").put("post.logout.redirect.uris", url + "/*");
    return new Realm(copy);
  }

  /// Returns a copy in which people have passwords.
  ///
  /// @param passwords by user name; whoever is not named gets none and cannot sign in to Keycloak
  public Realm withPasswords(Map<String, String> passwords) {
    JsonNode copy = tree.deepCopy();
    for (JsonNode user : copy.path("users")) {
      String password = passwords.get(user.path("username").asText());
      if (password != null) {
        ((ObjectNode) user)
            .putArray("credentials")
            .addObject()
            .put("type", "password")
            .put("value", password)
            .put("temporary", false);
      }
    }
    return new Realm(copy);
  }

  /// Returns the realm as JSON for Keycloak's import.
  public String json() {
    return tree.toPrettyString();
  }

  public List<String> roles() {
    return texts(tree.path("roles").path("realm"), "name");
  }

  public Duration tokenLifespan() {
    return Duration.ofSeconds(tree.path("accessTokenLifespan").asLong());
  }

  /// Returns how long a client's tokens are valid.
  public Duration tokenLifespan(Client client) {
    for (JsonNode known : tree.path("clients")) {
      JsonNode own = known.path("attributes").path(LIFESPAN);
      if (known.path("clientId").asText().equals(client.id()) && !own.isMissingNode()) {
        return Duration.ofSeconds(own.asLong());
      }
    }
    return tokenLifespan();
  }

  /// Returns the clients that are programs.
  public List<Client> clients() {
    Map<String, List<String>> roles = rolesOfClients();
    var clients = new ArrayList<Client>();
    for (JsonNode client : tree.path("clients")) {
      if (!client.path("serviceAccountsEnabled").asBoolean()) {
        continue;
      }
      String id = client.path("clientId").asText();
      clients.add(
          new Client(
              id,
              client.path("secret").asText(),
              roles.getOrDefault(id, List.of()),
              tenant(client)));
    }
    return clients;
  }

  public Optional<Client> client(String id) {
    return clients().stream().filter(client -> client.id().equals(id)).findFirst();
  }

  /// Returns the client that demonstrates a role: `quittance-<role>`.
  public Optional<Client> clientForRole(String role) {
    return client("quittance-" + role);
  }

  /// Returns the client through which people sign in.
  public SignInClient signInClient() {
    JsonNode client = signInClient(tree);
    var redirects = new ArrayList<String>();
    client.path("redirectUris").forEach(known -> redirects.add(known.asText()));
    return new SignInClient(
        client.path("clientId").asText(),
        client.path("secret").asText(),
        tenant(client),
        redirects);
  }

  /// Returns the people, in file order.
  public List<Person> people() {
    var people = new ArrayList<Person>();
    for (JsonNode user : tree.path("users")) {
      if (!user.has("serviceAccountClientId")) {
        people.add(
            new Person(
                user.path("username").asText(),
                user.path("firstName").asText() + " " + user.path("lastName").asText(),
                roles(user)));
      }
    }
    return people;
  }

  private static JsonNode signInClient(JsonNode tree) {
    for (JsonNode client : tree.path("clients")) {
      if (client.path("standardFlowEnabled").asBoolean()) {
        return client;
      }
    }
    throw new IllegalStateException("The realm has no client for people");
  }

  private static List<String> roles(JsonNode user) {
    var names = new ArrayList<String>();
    user.path("realmRoles").forEach(role -> names.add(role.asText()));
    return names;
  }

  private Map<String, List<String>> rolesOfClients() {
    var roles = new HashMap<String, List<String>>();
    for (JsonNode user : tree.path("users")) {
      roles.put(user.path("serviceAccountClientId").asText(), roles(user));
    }
    return roles;
  }

  private static String tenant(JsonNode client) {
    for (JsonNode mapper : client.path("protocolMappers")) {
      JsonNode config = mapper.path("config");
      if (config.path("claim.name").asText().equals("tenant")) {
        return config.path("claim.value").asText();
      }
    }
    throw new IllegalStateException(
        "The realm has no tenant for client " + client.path("clientId").asText());
  }

  private static List<String> texts(JsonNode array, String field) {
    var texts = new ArrayList<String>();
    array.forEach(node -> texts.add(node.path(field).asText()));
    return texts;
  }
}
