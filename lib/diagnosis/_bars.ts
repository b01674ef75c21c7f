/**
 * Where a measurement becomes a problem. Each bar lies in a gap between networks that are
 * known to work and others that are known not to, most of them the post's: five layers of
 * 100 on 1000 standard normal inputs (below: "layers"), or 784-100-100-100-100-100-10 on 200
 * digits of MNIST, trained with SGD, batches of 100, 191 updates, two seeds ("MNIST").
 */

/**
 * Deaf: within-neuron std of the total. Layers: sigmoid under Xavier's weights .37 in
 * layer 2, .10 in layer 3, .005 in layer 5; sigmoid with std .01 .05 in layer 2; of those
 * that do hear, sigmoid with std 1 comes down to .43, ReLU under He to .73 after 5 layers and
 * .36 after 20. The bar is the middle of .37 and .10 on a logarithmic scale.
 */
export const DEAF = 0.2;

/**
 * Saturated: share of values where the slope is gone. Layers: sigmoid with std 1 .55 to .33,
 * tanh with std 1 .76; tanh under Xavier .003.
 */
export const SATURATED = 0.2;

/**
 * Dead: share of units. ReLU under He at most .08 on MNIST, .32 in the 20th layer of a deep
 * one, which still trains; .94 in the fifth layer of the network with std .01 after 191
 * updates that taught it nothing.
 */
export const DEAD = 0.5;

/**
 * Root mean square behind a hidden layer, by that of the input. ReLU under Xavier: .18
 * after 5 layers, and it learns slowly (MNIST, lr .01: accuracy .31 where He gets .82); .026
 * after 10, .19. ReLU with std .01: .07 after one layer, and it does not learn.
 */
export const FADING = 0.1;

/**
 * The same above. A network that has learned MNIST reaches 6; ReLU with std 1 grows by 7 a
 * layer, and its loss is NaN after a few updates.
 */
export const EXPLODING = 100;

/**
 * Effective rank. ReLU under He: 18 after 5 layers, 1.4 to 3.5 after 20, where learning is
 * much harder (MNIST, lr .1: accuracy .2 to .4, not 1), 1.1 to 1.5 after 50; no hidden layer
 * of a network that has learned the ten digits is below 4.
 */
export const COLLAPSED = 2;

/** What the input must have for that, and in outputs, since three classes need no more. */
export const COLLAPSED_FROM = 4;

/**
 * Root mean square behind a normalization, by what gamma and beta ask for. MNIST: .999
 * under He; .57, .32, .18 ... with std 1e-4, where the variance is near eps.
 */
export const MUTED = 0.5;

/**
 * Length of the gradient by that at the output. MNIST, in the first layer: ReLU under He 1,
 * tanh under Xavier .75, sigmoid with batch normalization .24; sigmoid without 8e-4, ReLU with
 * std .01 2e-6: they do not learn.
 */
export const VANISHING = 0.1;

/**
 * The same above. MNIST: at most 4 in networks that learn; tanh with std 1 71, ReLU with std
 * 1 2e4.
 */
export const BURSTING = 10;

/**
 * Loss by ln(classes). MNIST, at the start: He 1.06, with batch normalization 1.19; tanh with
 * std 1 6.4, ReLU with std 1 1e5.
 */
export const OVERCONFIDENT = 2;

/**
 * log10 of the largest update of W by W, over layers. MNIST without normalization: at -1.6 (lr
 * .2 under He) all is well; at -1.2 (lr .5) the loss jumps, and a seed ends at .68; at -.9 (lr
 * 1) it is NaN, or the network unlearns.
 */
export const LARGE_UPDATE = -1.3;

/**
 * The same where there is normalization, which takes W's size out. MNIST: at -.13 (lr 3) the
 * accuracy is .999, at .37 (lr 10) .1.
 */
export const LARGE_UPDATE_NORMALIZED = 0;

/**
 * log10 of the update of W by W, median over layers. MNIST, accuracy after 191 updates: .7 to .8
 * around -3.5, about .5 at -4, a third at -4.5.
 */
export const SMALL_UPDATE = -4;

/** A network whose loss is below this by ln(classes) has learned; its updates may be small. */
export const LEARNED = 0.5;

/** Where the median of the updates should lie, in log10: between what is too much and little. */
export const GOOD_UPDATE = -3;

/** The largest of them; first and last layers lie about half a unit above the median. */
export const GOOD_LARGEST_UPDATE = -2.5;
