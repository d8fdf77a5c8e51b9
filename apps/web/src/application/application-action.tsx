import { Link } from '@tanstack/react-router';
import { ArrowRight } from 'lucide-react';
import type { ListItem } from './progress.ts';
import { stepPath } from './wizard-step.ts';
import './application-action.css';

/** What the row leads to: a button when it is yours, a link otherwise. */
export function ApplicationAction({ item }: { item: ListItem }) {
  // The name of a button is its label alone (the manual's word); which application it is about is its description.
  const subject = `unit-${item.number}`;
  const detail = `/applications/${item.number}`;
  if (item.yours && item.state === 'draft') {
    return (
      <Link className="row-button" aria-describedby={subject} to={stepPath(item.number, item.step)}>
        继续填写
      </Link>
    );
  }
  if (item.yours && item.state === 'returned') {
    return (
      <Link className="row-button" aria-describedby={subject} to={stepPath(item.number, 'roster')}>
        去修改
      </Link>
    );
  }
  if (item.yours && item.state === 'pending_payment') {
    return (
      <Link
        className="row-button row-button-lead"
        aria-describedby={subject}
        to="/applications/$number/payment"
        params={item}
      >
        待缴费
        <ArrowRight aria-hidden="true" />
      </Link>
    );
  }
  return (
    <Link className="row-link" aria-describedby={subject} to={detail}>
      {item.state === 'rejected' ? '查看原因' : '查看'}
    </Link>
  );
}
