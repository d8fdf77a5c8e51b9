import type { GuideBlock, GuideSpan } from '@huzhu/domain/guide/guide';
import { Link } from '@tanstack/react-router';
import { pictures } from './guide-content.ts';

/** The blocks of a chapter as elements: no markup ever comes out of a file. */
export function GuideBlocks({ blocks }: { blocks: readonly GuideBlock[] }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: a chapter is fixed when the page is built
  return blocks.map((block, index) => <Block key={index} block={block} />);
}

function Block({ block }: { block: GuideBlock }) {
  switch (block.kind) {
    case 'heading':
      return block.level === 2 ? <h3 id={block.id}>{block.text}</h3> : <h4 id={block.id}>{block.text}</h4>;
    case 'paragraph':
      return (
        <p>
          <Spans spans={block.spans} />
        </p>
      );
    case 'note':
      return (
        <p className="guide-note">
          <Spans spans={block.spans} />
        </p>
      );
    case 'picture':
      if (!pictures[block.file]) return null;
      return (
        <figure>
          <img src={pictures[block.file]} alt={block.caption} loading="lazy" width={1440} height={900} />
          <figcaption className="small muted">{block.caption}</figcaption>
        </figure>
      );
    case 'list': {
      const List = block.ordered ? 'ol' : 'ul';
      return (
        <List>
          {block.items.map((spans, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a chapter is fixed when the page is built
            <li key={index}>
              <Spans spans={spans} />
            </li>
          ))}
        </List>
      );
    }
  }
}

function Spans({ spans }: { spans: readonly GuideSpan[] }) {
  return spans.map((span, index) => {
    const key = `${index}-${span.text}`;
    if (span.to?.startsWith('#')) {
      return (
        <a key={key} href={span.to}>
          {span.text}
        </a>
      );
    }
    if (span.to) {
      return (
        <Link key={key} to={span.to}>
          {span.text}
        </Link>
      );
    }
    return span.bold ? <b key={key}>{span.text}</b> : span.text;
  });
}
