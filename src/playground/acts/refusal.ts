/** A sentence for the visitor about what cannot be done. */
export class Refusal extends Error {}
