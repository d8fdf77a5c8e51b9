/** The heads of PersonCells. @param numbered whose row numbers these are, when not the list's */
export function PersonHeads({ numbered = '' }: { numbered?: string | undefined }) {
  return (
    <>
      <th scope="col">{`${numbered}行号`}</th>
      <th scope="col">姓名</th>
      <th scope="col">证件号码</th>
    </>
  );
}
