import { Button } from 'antd';
import { Check, Copy } from 'lucide-react';
import { useState } from 'react';

/** A fact that is typed into the bank's page: with a button that copies it. */
export function CopiedFact({ name, value, lead = false }: { name: string; value: string; lead?: boolean }) {
  const [copied, setCopied] = useState(false);
  return (
    <div className={lead ? 'copied-fact copied-lead' : 'copied-fact'}>
      <dt>{name}</dt>
      <dd>
        <span className="copied-value">{value}</span>
        <Button
          type="link"
          aria-label={`复制${name}`}
          icon={copied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
          onClick={() => {
            // Refused on plain http: the number can still be marked by hand.
            void navigator.clipboard?.writeText(value).then(() => setCopied(true));
          }}
        >
          {copied ? '已复制' : '复制'}
        </Button>
      </dd>
    </div>
  );
}
