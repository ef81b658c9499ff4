/// The platform under faults: servers and services as processes that can be killed, stopped, slowed
/// down and started again.
@NullMarked
package io.quittance.e2e.faults.platform;

import org.jspecify.annotations.NullMarked;
