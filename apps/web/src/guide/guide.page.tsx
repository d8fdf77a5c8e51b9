import type { GuideChapter } from '@huzhu/domain/guide/guide';
import { Link, useLocation, useSearch } from '@tanstack/react-router';
import { Input } from 'antd';
import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { HOTLINE } from '../app/hotline.ts';
import { Empty } from '../ui/empty.tsx';
import { chapters } from './guide-content.ts';
import './guide.css';
import { GuideBlocks } from './guide-blocks.tsx';
import { type GuideHit, searchGuide } from './search-guide.ts';

/** 操作指引: the manual's chapters, searched, and opened at a place by other pages' help. */
export function GuidePage() {
  const search = useSearch({ from: '/signed-in/menu/guide' });
  const { hash } = useLocation();
  const [query, setQuery] = useState('');
  const chapter = chapters.find((candidate) => Number(candidate.id) === search.chapter) ?? chapters[0];
  // The page is loaded lazily, so the place that the address names is there only now.
  useEffect(() => {
    if (chapter && hash && !query) document.getElementById(hash)?.scrollIntoView();
  }, [hash, chapter, query]);
  if (!chapter) return null;
  return (
    <div className="guide">
      <div className="page-head">
        <div>
          <h1>操作指引</h1>
          <p className="muted">{`按操作手册的章节编写，${chapter.updated} 更新。有疑问请致电互助会热线 ${HOTLINE}。`}</p>
        </div>
        <search className="guide-search">
          <label className="visually-hidden" htmlFor="guide-query">
            在操作指引中查找
          </label>
          <Input
            id="guide-query"
            size="large"
            allowClear
            prefix={<Search aria-hidden="true" />}
            placeholder="在操作指引中查找"
            maxLength={40}
            value={query}
            onChange={(event) => setQuery(event.target.value)}
          />
        </search>
      </div>
      {query.trim() ? (
        <Hits hits={searchGuide(chapters, query)} query={query.trim()} onOpen={() => setQuery('')} />
      ) : (
        <div className="guide-columns">
          <Contents current={chapter} />
          <article className="guide-chapter card">
            <h2>{chapter.title}</h2>
            {!chapter.open && <p className="guide-closed">本章的功能随后开放。</p>}
            <GuideBlocks blocks={chapter.blocks} />
            <Neighbours current={chapter} />
          </article>
        </div>
      )}
    </div>
  );
}

function Contents({ current }: { current: GuideChapter }) {
  return (
    <nav className="guide-contents" aria-label="章节">
      <ul>
        {chapters.map((chapter) => (
          <li key={chapter.id}>
            <Link
              to="/guide"
              search={{ chapter: Number(chapter.id) }}
              className={chapter === current ? 'guide-contents-now' : undefined}
              {...(chapter === current && { 'aria-current': 'true' as const })}
            >
              {chapter.title}
              {!chapter.open && <span className="small hint">随后开放</span>}
            </Link>
            {chapter === current && (
              <ul>
                {chapter.blocks.map(
                  (block) =>
                    block.kind === 'heading' &&
                    block.level === 2 && (
                      <li key={block.id}>
                        <Link to="/guide" search={{ chapter: Number(chapter.id) }} hash={block.id}>
                          {block.text}
                        </Link>
                      </li>
                    ),
                )}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Neighbours({ current }: { current: GuideChapter }) {
  const at = chapters.indexOf(current);
  const before = chapters[at - 1];
  const after = chapters[at + 1];
  return (
    <p className="guide-neighbours">
      {before && (
        <Link to="/guide" search={{ chapter: Number(before.id) }}>
          {`上一章：${before.title}`}
        </Link>
      )}
      {after && (
        <Link to="/guide" search={{ chapter: Number(after.id) }} className="guide-next">
          {`下一章：${after.title}`}
        </Link>
      )}
    </p>
  );
}

function Hits({ hits, query, onOpen }: { hits: readonly GuideHit[]; query: string; onOpen: () => void }) {
  return (
    <section className="card guide-hits" aria-label="查找结果">
      <p className="small muted" role="status">
        {hits.length > 0 ? `“${query}”在 ${hits.length} 处` : ''}
      </p>
      {hits.length === 0 && (
        <Empty title={`操作指引里没有“${query}”`} detail={`请换一个词，或致电互助会热线 ${HOTLINE}。`} />
      )}
      <ul>
        {hits.map((hit, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a list that is made anew with every letter
          <li key={index}>
            <Link
              to="/guide"
              search={{ chapter: Number(hit.chapter) }}
              {...(hit.anchor && { hash: hit.anchor })}
              onClick={onOpen}
            >
              <b>{hit.heading}</b>
              <span className="small hint">{hit.chapterTitle}</span>
            </Link>
            <p className="small muted">{hit.excerpt}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
