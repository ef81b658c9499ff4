/// Replays a real file: 30,000 credit card clients of a Taiwanese bank over six months.
@NullMarked
package io.quittance.simulator.taiwan;

import org.jspecify.annotations.NullMarked;
