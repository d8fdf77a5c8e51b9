import './head-words.css';

/** A column head of two words, `份数·重大疾病`, stands in two lines. */
export function HeadWords({ label }: { label: string }) {
  const [word, plan] = label.split('·');
  if (plan === undefined) return <>{label}</>;
  return (
    <span className="head-words">
      {word}
      <span className="visually-hidden">·</span>
      <span>{plan}</span>
    </span>
  );
}
