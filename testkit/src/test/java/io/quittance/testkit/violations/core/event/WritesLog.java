package io.quittance.testkit.violations.core.event;

import java.util.logging.Logger;

record WritesLog(Logger log) {}
