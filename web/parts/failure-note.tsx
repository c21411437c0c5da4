/** Why a click did not work out; always there, so that screen readers notice when it fills. */
export function FailureNote({ text }: { readonly text: string }) {
  return (
    <p class="failure" role="alert">
      {text}
    </p>
  );
}
