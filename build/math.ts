/**
 * Formulas as MathML, rendered while the page is built: browsers draw it themselves, so that neither a
 * formula library is shipped. remark-math leaves TeX in `code` elements of a class.
 */
import temml from 'temml';

interface Node {
  type: string;
  tagName?: string;
  properties?: { className?: unknown };
  value?: string;
  children?: Node[];
}

/** A rehype plugin. MDX allows no raw markup, so the formula becomes the component `Formula`. */
export function mathml() {
  return (tree: Node) => replaceFormulas(tree);
}

function replaceFormulas(parent: Node): void {
  parent.children?.forEach((child, k) => {
    // A displayed formula is a code element alone in its pre.
    const code = child.tagName === 'pre' ? child.children![0]! : child;
    const classes = code.properties?.className;
    if (code.tagName === 'code' && Array.isArray(classes) && classes.includes('language-math')) {
      const display = classes.includes('math-display');
      parent.children![k] = formula(code.children![0]!.value!, display);
    } else replaceFormulas(child);
  });
}

function formula(tex: string, display: boolean): Node {
  const markup = temml.renderToString(tex, { displayMode: display, throwOnError: true });
  return {
    type: display ? 'mdxJsxFlowElement' : 'mdxJsxTextElement',
    name: 'Formula',
    attributes: [
      { type: 'mdxJsxAttribute', name: 'markup', value: markup },
      ...(display ? [{ type: 'mdxJsxAttribute', name: 'display', value: null }] : []),
    ],
    children: [],
  } as Node;
}
