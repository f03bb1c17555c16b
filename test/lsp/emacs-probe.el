;; Drives the language server from Emacs without a window, with the settings of docs/editor.md, and prints one JSON object.
;;   SETTINGS=settings.el SERVER='["node","server.js","--stdio"]' FILE=ws/a.journey emacs -q --batch -l emacs-probe.el
(require 'package)
(package-initialize)
(require 'json)
(require 'eglot)
(require 'flymake)

(load (getenv "SETTINGS") nil t)
;; The program of the settings is `npx trajet lsp`; a test starts the same server by its sources.
(setf (alist-get 'trajet-mode eglot-server-programs)
      (append (json-parse-string (getenv "SERVER") :array-type 'list) nil))

(defun probe-wait (condition)
  "Wait until CONDITION holds, half a minute at most; what it gave."
  (let ((end (+ (float-time) 30)) found)
    (while (and (not (setq found (funcall condition))) (< (float-time) end))
      (accept-process-output nil 0.05))
    found))

(find-file (getenv "FILE"))
(setq-local eglot-sync-connect t)
(apply #'eglot (eglot--guess-contact))
(flymake-mode 1)
(let* ((problems (lambda () (mapcar #'flymake-diagnostic-text (flymake-diagnostics))))
       (told (progn (flymake-start) (probe-wait problems)))
       (hover (progn (goto-char (point-min))
                     (search-forward "send email Wel")
                     (eglot--dbind ((Hover) contents)
                         (jsonrpc-request (eglot--current-server-or-lose) :textDocument/hover
                                          (eglot--TextDocumentPositionParams))
                       (eglot--hover-info contents))))
       (completed (progn (search-forward "ome")
                         (let ((table (nth 2 (eglot-completion-at-point))))
                           (all-completions "" table))))
       (renamed (progn (eglot-rename "Greeting")
                       (save-excursion (goto-char (point-min)) (search-forward "send email Greeting" nil t) (thing-at-point 'line t))))
       (formatted (progn (eglot-format-buffer) (buffer-string))))
  (princ (json-encode `((mode . ,major-mode) (diagnostics . ,(vconcat told)) (hover . ,(substring-no-properties hover))
                        (completion . ,(vconcat (mapcar #'substring-no-properties completed)))
                        (renamed . ,renamed) (formatted . ,(substring-no-properties formatted))))))
(eglot-shutdown (eglot--current-server-or-lose))
(kill-emacs 0)
