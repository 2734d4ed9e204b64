/** Finding: options by what is typed of them. */

/** A search among options that are all there: by the beginnings of words first, then anywhere. */
export function among(options) {
  const isGrouped = options.some((option) => option.group);
  return (query) => {
    const wanted = folded(query);
    const rank = (option) => {
      const label = folded(option.label);
      return label.startsWith(wanted)
        ? 0
        : label.includes(` ${wanted}`)
          ? 1
          : label.includes(wanted) || folded(option.description || "").includes(wanted)
            ? 2
            : 3;
    };
    const ranked = options.map((option) => [rank(option), option]).filter(([place]) => place < 3);
    if (!isGrouped) ranked.sort((one, other) => one[0] - other[0]);
    return ranked.map(([, option]) => option);
  };
}

/** Without case and accents. */
export const folded = (text) => String(text).normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
