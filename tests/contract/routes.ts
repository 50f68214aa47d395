/** The parts of a path; a parameter stands as `{name}` in Discord's description, and as `:name` in the playground. */
const partsOf = (path: string): readonly string[] => path.split('/').slice(1);
const isParameter = (part: string): boolean => /^[{:]/.test(part);

/** Which of these routes a path means: the one that names most of its parts literally. */
export function routeOf(routes: readonly string[], path: string): string | undefined {
  const given = partsOf(path);
  const literal = (route: string): number => partsOf(route).filter((part) => !isParameter(part)).length;
  return routes
    .filter((route) => {
      const parts = partsOf(route);
      return parts.length === given.length && parts.every((part, at) => isParameter(part) || part === given[at]);
    })
    .toSorted((a, b) => literal(b) - literal(a))[0];
}

/** What stands in the path for each parameter of the route. */
export function parametersIn(route: string, path: string): Readonly<Record<string, string>> {
  const given = partsOf(path).map(decodeURIComponent);
  return Object.fromEntries(
    partsOf(route).flatMap((part, at) => (isParameter(part) ? [[part.replace(/[:{}]/g, ''), given[at] ?? '']] : [])),
  );
}
