import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { queryClient, trpc } from '../app/trpc.ts';

/** 退出登录: the next person at this computer finds nothing of the last one. */
export function useSignOut() {
  const navigate = useNavigate();
  return useMutation({
    ...trpc.account.signOut.mutationOptions(),
    onSuccess: async () => {
      await navigate({ to: '/sign-in' });
      queryClient.clear();
    },
  });
}
