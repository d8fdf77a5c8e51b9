/** One of the large figures at the head of a 保单 or 保全单, and what explains it. */
export function PolicyFact({ name, value, beneath }: { name: string; value: string; beneath: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="policy-fact">{value}</dd>
      <dd className="small muted">{beneath}</dd>
    </div>
  );
}
