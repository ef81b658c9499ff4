package io.quittance.embedded.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RealmTest {
  private static final List<String> ROLES =
      List.of(
          "viewer",
          "agent",
          "supervisor",
          "model-developer",
          "model-approver",
          "auditor",
          "privacy-officer",
          "operator",
          "service");

  private final Realm realm = Realm.load();

  @Test
  void hasEveryRoleAndAClientThatDemonstratesIt() {
    assertEquals(ROLES, realm.roles());
    for (String role : ROLES) {
      Realm.Client client = realm.clientForRole(role).orElseThrow();
      assertEquals(List.of(role), client.roles());
      assertEquals("quittance-" + role + "-secret", client.secret());
      assertEquals("default", client.tenant());
    }
  }

  @Test
  void hasTheServicesAndAnApproverWhoTrainsNothing() {
    assertEquals(List.of("service"), roles("quittance-scoring"));
    assertEquals(List.of("service"), roles("quittance-feedback"));
    assertEquals(List.of("service"), roles("quittance-registry"));
    assertEquals(List.of("service", "model-developer"), roles("quittance-retraining"));
    assertEquals(List.of("model-approver"), roles("demo-approver"));
    assertEquals(ROLES.size() + 5, realm.clients().size());
  }

  @Test
  void noClientHasARoleThatTheRealmLacks() {
    var given = new HashSet<String>();
    realm.clients().forEach(client -> given.addAll(client.roles()));

    assertEquals(new HashSet<>(ROLES), given);
  }

  @Test
  void tokensLiveAQuarterOfAnHour() {
    assertEquals(Duration.ofMinutes(15), realm.tokenLifespan());
  }

  @Test
  void aClientDoesNotShowItsSecret() {
    assertFalse(realm.clients().toString().contains("-secret"));
  }

  @Test
  void hasAPersonForEachRoleOfTheConsoleASecondApproverAndNoPassword() {
    var roles = new ArrayList<String>();
    realm.people().forEach(person -> roles.addAll(person.roles()));

    assertEquals(
        List.of(
            "viewer",
            "agent",
            "supervisor",
            "model-developer",
            "model-approver",
            "model-approver",
            "auditor",
            "operator"),
        roles);
    assertFalse(realm.json().contains("credentials"));
    String json = realm.withPasswords(Map.of("mara", "a word")).json();
    assertTrue(json.contains("\"a word\""));
  }

  @Test
  void theConsoleMayLieElsewhere() {
    Realm.SignInClient client = realm.withConsole("http://localhost:9185").signInClient();

    assertTrue(client.mayReturnTo("http://localhost:9185/models"));
    assertFalse(client.mayReturnTo("http://localhost:8085/models"));
    assertFalse(client.toString().contains("-secret"));
  }

  private List<String> roles(String client) {
    return realm.client(client).orElseThrow().roles();
  }

  @Test
  void theTokensOfOneClientMayLiveShorter() {
    Realm changed = realm.withTokenLifespan("demo-approver", Duration.ofSeconds(2));

    assertEquals(
        Duration.ofSeconds(2),
        changed.tokenLifespan(changed.client("demo-approver").orElseThrow()));
    assertEquals(
        Duration.ofMinutes(15),
        changed.tokenLifespan(changed.clientForRole("viewer").orElseThrow()));
    assertEquals(
        Duration.ofMinutes(15), realm.tokenLifespan(realm.client("demo-approver").orElseThrow()));
  }

  @Test
  void aLifespanForAClientThatTheRealmDoesNotHaveIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> realm.withTokenLifespan("nobody", Duration.ofSeconds(2)));
  }
}
