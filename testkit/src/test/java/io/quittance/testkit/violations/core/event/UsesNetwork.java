package io.quittance.testkit.violations.core.event;

import java.net.URI;

record UsesNetwork(URI address) {}
