package io.quittance.console.model;

import static io.quittance.console.model.Examples.BETTER;
import static io.quittance.console.model.Examples.by;
import static io.quittance.console.model.Examples.person;
import static io.quittance.console.model.Examples.version;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.console.model.Registered.Approval;
import io.quittance.console.shell.Person;
import io.quittance.console.shell.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ActTest {

  @Test
  void anApproverMayApproveWhatOthersTrainedAndPromoteWhatIsApproved() {
    assertEquals(
        Map.of("Approve", "", "Reject", "", "Promote", "One more person must approve it first."),
        acts(person("petra", Role.MODEL_APPROVER), 1));
    assertEquals("", acts(person("petra", Role.MODEL_APPROVER), 1, by("paul")).get("Promote"));
    assertEquals(
        "2 more people must approve it first.",
        acts(person("petra", Role.MODEL_APPROVER), 2).get("Promote"));
  }

  @Test
  void anApprovalOfWhoAskedForTheTrainingDoesNotCount() {
    assertEquals(
        "One more person must approve it first.",
        acts(person("petra", Role.MODEL_APPROVER), 1, by("rita")).get("Promote"));
  }

  @ParameterizedTest
  @CsvSource({
    "rita, You asked for the training of version 4. Another approver must agree.",
    "retraining, You registered version 4. Another approver must agree.",
    "tom, You evaluated version 4. Another approver must agree.",
    "paul, You approved it already.",
  })
  void nobodyApprovesTheirOwnOrTwice(String who, String why) {
    assertEquals(why, acts(person(who, Role.MODEL_APPROVER), 2, by("paul")).get("Approve"));
  }

  @Test
  void othersAreToldWhichRoleItNeeds() {
    assertEquals(
        Map.of(
            "Approve", "This needs the role model-approver.",
            "Reject", "This needs the role model-approver.",
            "Promote", "This needs the role model-approver or operator."),
        acts(person("vera", Role.VIEWER), 1));
    assertEquals("", acts(person("otto", Role.OPERATOR), 0).get("Promote"));
  }

  @ParameterizedTest
  @CsvSource({
    "candidate, ''",
    "validated, 'Approve,Reject,Promote'",
    "shadow, 'Approve,Reject,Promote'",
    "challenger, 'Approve,Reject,Promote'",
    "champion, Roll back",
    "retired, ''",
    "rejected, ''",
  })
  void eachStateHasItsActions(String state, String titles) {
    List<Act> acts =
        Act.of(version(state, BETTER, 1, List.of()), person("paul", Role.MODEL_APPROVER));

    assertEquals(titles, String.join(",", acts.stream().map(act -> act.kind().title()).toList()));
  }

  private static Map<String, String> acts(Person person, int required, Approval... approvals) {
    Map<String, String> whyNot = new LinkedHashMap<>();
    Act.of(version("validated", BETTER, required, List.of(approvals)), person)
        .forEach(act -> whyNot.put(act.kind().title(), act.whyNot().orElse("")));
    return whyNot;
  }
}
