package io.quittance.registry.gate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quittance.registry.Refusal;
import io.quittance.registry.TestEvidence;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EvidenceTest {

  private static final String HEADER = "row,label,candidate,champion\n";

  @Test
  void readsBackWhatWasWritten() {
    Evidence written = TestEvidence.of(2500, 1, 0.3, 0.4);

    Evidence read = Evidence.read(TestEvidence.csv(written));

    assertArrayEquals(written.candidate(), read.candidate());
    assertArrayEquals(written.champion(), read.champion());
    assertArrayEquals(written.labels(), read.labels());
  }

  @Test
  void knowsThatThereWasNoChampion() {
    assertNull(Evidence.read(bytes(HEADER + "a,1,0.5,\nb,0,1e-9,\n")).champion());
  }

  @Test
  void aHeaderAloneIsNoRows() {
    assertEquals(0, Evidence.read(bytes(HEADER)).rows());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "row,label,candidate\n",
        HEADER + "a,1,0.5\n",
        HEADER + "a,1,0.5,0.5,0.5\n",
        HEADER + "a,2,0.5,\n",
        HEADER + "a,true,0.5,\n",
        HEADER + "a,1,,\n",
        HEADER + "a,1,1.01,\n",
        HEADER + "a,1,-0.1,\n",
        HEADER + "a,1,NaN,\n",
        HEADER + "a,1,Infinity,\n",
        HEADER + "a,1,0x1p-1,\n",
        HEADER + "a,1,0.5d,\n",
        HEADER + "a,1,0.5,2\n",
        HEADER + "a,1,0.5,\na,0,0.5,\n",
        HEADER + "a,1,0.5,0.5\nb,0,0.5,\n",
        HEADER + "a,1,0.5,\nb,0,0.5,0.5\n",
        HEADER + "=cmd(),1,0.5,\n",
        HEADER + "\n",
      })
  void refusesWhatIsNotEvidence(String csv) {
    Refusal refusal = assertThrows(Refusal.class, () -> Evidence.read(bytes(csv)));

    assertEquals("invalid-evidence", refusal.slug());
  }

  @Test
  void refusesBytesThatAreNotText() {
    byte[] csv = bytes(HEADER + "a,1,0.5,\n");
    csv[HEADER.length()] = (byte) 0xff;

    assertThrows(Refusal.class, () -> Evidence.read(csv));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
