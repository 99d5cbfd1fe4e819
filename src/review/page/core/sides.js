/** The sides of a bead, in the order in which they are shown. */
export const SIDES = ['source', 'target']
