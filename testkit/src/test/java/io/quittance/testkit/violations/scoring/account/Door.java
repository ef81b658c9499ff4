package io.quittance.testkit.violations.scoring.account;

import jakarta.ws.rs.Path;

@Path("/door")
final class Door {}
