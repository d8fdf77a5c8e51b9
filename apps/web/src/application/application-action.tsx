import { Link } from '@tanstack/react-router';
import { ArrowRight } from 'lucide-react';
import type { ListItem } from './progress.ts';
import { stepPath } from './step-labels.ts';
import './application-action.css';

/** What the row leads to: a button when it is yours, a link otherwise. */
export function ApplicationAction({ item }: { item: ListItem }) {
  const subject = <span className="visually-hidden">{`${item.unitName} ${item.number}`}</span>;
  const detail = `/applications/${item.number}`;
  if (item.yours && item.state === 'draft') {
    return (
      <Link className="row-button" to={stepPath(item.number, item.step)}>
        继续填写{subject}
      </Link>
    );
  }
  if (item.yours && item.state === 'returned') {
    return (
      <Link className="row-button" to={stepPath(item.number, 'roster')}>
        去修改{subject}
      </Link>
    );
  }
  if (item.yours && item.state === 'pending_payment') {
    return (
      <Link className="row-button row-button-lead" to={detail}>
        待缴费
        <ArrowRight aria-hidden="true" />
      </Link>
    );
  }
  return (
    <Link className="row-link" to={detail}>
      {item.state === 'rejected' ? '查看原因' : '查看'}
      {subject}
    </Link>
  );
}
