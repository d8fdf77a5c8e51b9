import { formatSignedFen } from '@huzhu/domain/money/money';
import { ENDORSEMENT_KINDS } from '@huzhu/domain/policy/endorsement.schema';
import type { PolicyView } from '@huzhu/domain/policy/policy.schema';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { DownloadButton } from '../app/download-button.tsx';
import { ListState } from '../app/list-state.tsx';
import { trpc } from '../app/trpc.ts';
import '../application/application-action.css';
import '../ui/data-table.css';
import { Empty } from '../ui/empty.tsx';
import './policy.css';
import { PolicyChanges } from './policy-changes.tsx';

/** 补充申请明细 of a policy (manual 3.3): each 保全 with its paper and its persons. */
export function EndorsementTable({ policy }: { policy: PolicyView }) {
  const query = useQuery({
    ...trpc.endorsement.list.queryOptions({ policyNumber: policy.number }),
    // The worker makes the paper within seconds after the cover began.
    refetchInterval: ({ state }) => (state.data?.some((item) => !item.ready) ? 2_000 : false),
  });
  const items = query.data ?? [];
  const list = { ...query, data: query.data && { items }, refetch: query.refetch };
  return (
    <>
      <PolicyChanges of={{ policyNumber: policy.number }} />
      <ListState
        list={list}
        label="正在取补充申请"
        lines={4}
        empty={
          <Empty
            title="还没有补充过人员"
            detail={policy.next.supplement ?? '点击【保单补充申请】，把新职工补充进来。'}
          />
        }
      />
      {items.length > 0 && (
        <section className="card" aria-label="补充申请明细">
          <table className="data-table data-table-fold">
            <caption className="visually-hidden">补充申请明细</caption>
            <thead>
              <tr>
                <th scope="col">保全单</th>
                <th scope="col">保全生效</th>
                <th scope="col" className="number">
                  人数
                </th>
                <th scope="col" className="number">
                  金额（元）
                </th>
                <th scope="col" className="number">
                  操作
                </th>
              </tr>
            </thead>
            <tbody>
              {items.map((item) => (
                <tr key={item.number}>
                  <td data-name="保全单">
                    <b id={`endorsement-${item.number}`}>{item.number}</b>
                    <p className="small muted">{`第 ${item.sequence} 次保全，${ENDORSEMENT_KINDS[item.kind]}`}</p>
                  </td>
                  <td data-name="保全生效" className="list-day">
                    {item.effectiveDate}
                  </td>
                  <td data-name="人数" className="number">
                    {changeOf(item.before.headcount, item.headcount)}
                  </td>
                  <td data-name="金额（元）" className="number">
                    {formatSignedFen(item.premiumFen)}
                  </td>
                  <td className="number">
                    <span className="policy-row-actions">
                      {item.ready ? (
                        <DownloadButton
                          look="row"
                          label="下载电子保全单"
                          address={`/api/endorsements/${item.number}/document`}
                          fallbackName={`电子保全单 ${item.number}.pdf`}
                          describedBy={`endorsement-${item.number}`}
                        />
                      ) : (
                        <span className="small muted">保全单正在生成</span>
                      )}
                      {item.applicationNumber && (
                        <DownloadButton
                          look="row"
                          label="导出"
                          address={`/api/endorsements/${item.number}/insured`}
                          fallbackName={`新增参保人员名单_${item.number}.xlsx`}
                          describedBy={`endorsement-${item.number}`}
                        />
                      )}
                      <Link
                        to="/endorsements/$endorsementNumber"
                        params={{ endorsementNumber: item.number }}
                        className="row-button"
                        aria-describedby={`endorsement-${item.number}`}
                      >
                        补充申请明细
                      </Link>
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </>
  );
}

const changeOf = (before: number, change: number) =>
  `${before.toLocaleString('en-US')} → ${(before + change).toLocaleString('en-US')}`;
