/// The replay of a real file: 30,000 credit card clients of a Taiwanese bank, six months each.
@NullMarked
package io.quittance.simulator.taiwan;

import org.jspecify.annotations.NullMarked;
