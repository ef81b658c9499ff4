package io.quittance.testkit.violations.scoring.account;

import jakarta.ws.rs.Path;

@Path("/accounts")
final class AccountEndpoint {}
