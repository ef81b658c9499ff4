package io.quittance.feedback.drift;

import static io.quittance.web.Roles.AUDITOR;
import static io.quittance.web.Roles.MODEL_APPROVER;
import static io.quittance.web.Roles.MODEL_DEVELOPER;
import static io.quittance.web.Roles.OPERATOR;
import static io.quittance.web.Roles.SERVICE;
import static io.quittance.web.Roles.SUPERVISOR;
import static io.quittance.web.Roles.VIEWER;

import io.quittance.feedback.RequestScope;
import io.quittance.feedback.label.ReadWatermark;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reports whether current data still resemble the champion's training data.
@Path("/v1/drift")
@RolesAllowed({VIEWER, SUPERVISOR, MODEL_DEVELOPER, MODEL_APPROVER, AUDITOR, OPERATOR, SERVICE})
public class DriftResource {

  private final MeasureDrift measureDrift;
  private final ChampionBaselines champions;
  private final ReadWatermark readWatermark;
  private final RequestScope scope;

  DriftResource(
      MeasureDrift measureDrift,
      ChampionBaselines champions,
      ReadWatermark readWatermark,
      RequestScope scope) {
    this.measureDrift = measureDrift;
    this.champions = champions;
    this.readWatermark = readWatermark;
    this.scope = scope;
  }

  @GET
  @Blocking
  public DriftReport drift(@QueryParam("model") @Nullable String model) throws SQLException {
    String name = scope.model(model);
    String tenant = scope.tenant();
    Optional<Instant> watermark = readWatermark.of(tenant);
    return switch (champions.of(tenant)) {
      case ChampionState.Absent _ -> DriftReport.without(name, "no-champion");
      case ChampionState.Unknown _ -> DriftReport.without(name, "loading");
      case ChampionState.Present(ChampionBaseline champion) ->
          watermark.isEmpty()
              ? DriftReport.without(name, "insufficient")
              : DriftReport.of(
                  name,
                  champion,
                  measureDrift.measure(tenant, champion, watermark.get()),
                  measureDrift.thresholds());
    };
  }
}
