/** The parts of the npm package jpickle that the benchmark uses; it has no types of its own. */
declare module "jpickle" {
  const jpickle: { loads(data: string): unknown };
  export default jpickle;
}
