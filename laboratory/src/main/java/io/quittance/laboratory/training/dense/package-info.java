/// Models of a dense matrix without gaps: logistic regression and the multilayer perceptron.
@NullMarked
package io.quittance.laboratory.training.dense;

import org.jspecify.annotations.NullMarked;
