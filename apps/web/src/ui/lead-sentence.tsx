/** What is wrong stands out; what to do follows. Splits after the first full stop. */
export function LeadSentence({ children }: { children: string }) {
  const end = children.indexOf('。') + 1;
  if (end === 0 || end === children.length) return <>{children}</>;
  return (
    <>
      <b>{children.slice(0, end)}</b>
      {children.slice(end)}
    </>
  );
}
