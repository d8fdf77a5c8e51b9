/** People overlapping: the product's only ornament. */
export function Rings({ className }: { className?: string }) {
  const radius = 132;
  const rings = [
    { x: 134, line: '#B1372B', wash: 'none' },
    { x: 242, line: '#14566B', wash: 'none' },
    { x: 350, line: '#6F9BAA', wash: 'none' },
    { x: 458, line: '#A9C4CC', wash: 'none' },
    { x: 566, line: '#CDBFA6', wash: '#E9E0D0' },
  ];
  return (
    <svg className={className} viewBox="0 0 620 268" preserveAspectRatio="xMinYMax meet" aria-hidden="true">
      <defs>
        {rings.map((ring, index) => (
          <clipPath id={`ring-${index}`} key={ring.x}>
            <circle cx={ring.x} cy={134} r={radius} />
          </clipPath>
        ))}
      </defs>
      <circle cx={566} cy={134} r={radius} fill="#EBE3D5" />
      <g fillOpacity={0.16}>
        <circle cx={134} cy={134} r={radius} fill="#B1372B" clipPath="url(#ring-1)" />
        <circle cx={242} cy={134} r={radius} fill="#14566B" clipPath="url(#ring-2)" />
        <circle cx={350} cy={134} r={radius} fill="#14566B" clipPath="url(#ring-3)" />
        <circle cx={458} cy={134} r={radius} fill="#6F9BAA" clipPath="url(#ring-4)" />
      </g>
      {rings.map((ring) => (
        <circle key={ring.x} cx={ring.x} cy={134} r={radius} fill="none" stroke={ring.line} strokeWidth={2.4} />
      ))}
    </svg>
  );
}
