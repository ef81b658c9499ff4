/// Audits simulated contacts against the law, without sharing code with the policy engine.
@NullMarked
package io.quittance.simulator.audit;

import org.jspecify.annotations.NullMarked;
