import type { PlanVersion } from '@huzhu/domain/plan/plan.schema';
import { Printer } from 'lucide-react';
import type { Ref } from 'react';

/** A 告知书, set as a text to read: 18 px, 38 characters a line. */
export function NoticeText({ plan, article }: { plan: PlanVersion; article: Ref<HTMLElement> }) {
  return (
    // The frame takes the focus, so that arrows, Page Down and End scroll the text.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
    <section className="notice-frame card" tabIndex={0} aria-label={`${plan.name}告知书`}>
      <article className="notice-article" ref={article}>
        <header>
          <div className="notice-title">
            <h2>{plan.name}告知书</h2>
            <button type="button" className="plain-button notice-print" onClick={() => window.print()}>
              <Printer aria-hidden="true" />
              打印
            </button>
          </div>
          <p className="small muted">{`${plan.notice.revision}　编号 ${plan.notice.number}`}</p>
        </header>
        {plan.notice.sections.map((section, index) => (
          <section key={section.heading} id={`notice-section-${index}`}>
            <h3>{section.heading}</h3>
            {section.paragraphs.map((paragraph) => (
              <p key={paragraph}>{paragraph}</p>
            ))}
          </section>
        ))}
      </article>
    </section>
  );
}
