<#import "virtual-mfa-field.ftl" as field>
<@field.page heading="virtualMfaAssignTitle" errors=["deviceName", "code1", "code2", "codes", "ticket", "currentCode"]>
  <#assign badPair=messagesPerField.existsError('codes')>
  <#assign secondary="${properties.kcButtonClass!} ${properties.kcButtonDefaultClass!} ${properties.kcButtonSecondaryClass!}">
  <p class="virtual-mfa-intro"><@field.text key=mfaAsksCode?then("virtualMfaAssignNextIntro", "virtualMfaAssignIntro") /></p>
  <#if mfaNotNow??>
    <p id="virtual-mfa-not-now-until" class="virtual-mfa-intro"><@field.timed key="virtualMfaNotNowUntil" at=mfaNotNowUntil /></p>
    <#if mfaNotNowSkips??><p id="virtual-mfa-skips" class="virtual-mfa-intro"><@field.said key=mfaNotNowSkipsKey text=mfaNotNowSkips /></p></#if>
  </#if>
  <#-- A layout may show who is signing in, and a way out, by itself. -->
  <#if !(auth?has_content && auth.showUsername())>
    <p id="virtual-mfa-account">
      <span><@field.text key="virtualMfaSignedInAs" /> <bdi>${mfaUser}</bdi></span>
      <#if !mfaMayLeave && !isAppInitiatedAction??>
        <a id="virtual-mfa-another-account" href="${url.loginRestartFlowUrl}"><@field.text key="virtualMfaAnotherAccount" /></a>
      </#if>
    </p>
  </#if>
  <form id="kc-totp-settings-form" class="${properties.kcFormClass!} virtual-mfa" action="${url.loginAction}" method="post" novalidate>
    <#if mfaAsksTicket>
      <@field.input name="ticket" label="virtualMfaTicket" value=(mfaTicket!"")
          error=messagesPerField.get('ticket') errorId="input-error-ticket" describedBy="virtual-mfa-ticket-help"
          autocomplete="off" maxlength="128" dir="ltr" spellcheck="false" autocapitalize="characters">
        <p id="virtual-mfa-ticket-help" class="virtual-mfa-help"><@field.text key="virtualMfaTicketHelp" /></p>
      </@field.input>
    </#if>

    <#-- Some screen readers take a list without numbers of its own for plain text, unless it has the role. -->
    <ol class="virtual-mfa-parts" role="list">
      <li>
        <h2><@field.text key="virtualMfaPartApp" /></h2>
        <p><@field.text key="virtualMfaAppHelp" /></p>
      </li>

      <li>
        <h2><@field.text key="virtualMfaPartAccount" /></h2>
        <div class="virtual-mfa-same-device">
          <a id="virtual-mfa-open-app" href="${mfaAppUri}" class="${secondary} ${properties.kcButtonBlockClass!} ${properties.kcButtonLargeClass!}"><@field.text key="virtualMfaOpenApp" /></a>
          <p class="virtual-mfa-help"><@field.text key="virtualMfaOpenAppHelp" /></p>
        </div>
        <p><@field.text key="virtualMfaAccountHelp" /></p>
        <details id="virtual-mfa-qr-code" class="virtual-mfa-details"<#if mfaQrCodeOpen> open</#if>>
          <summary><@field.text key="virtualMfaShowQrCode" /></summary>
          <div class="virtual-mfa-picture">
            <img id="kc-totp-secret-qr-code" src="${mfaQrCode}" alt="${msg("virtualMfaQrCodeAlt")}"${field.language("virtualMfaQrCodeAlt")}>
          </div>
        </details>
        <details id="virtual-mfa-secret-key" class="virtual-mfa-details"<#if mfaSecretKeyOpen> open</#if>>
          <summary><@field.text key="virtualMfaShowSecretKey" /></summary>
          <p><@field.text key="virtualMfaSecretKeyHelp" /></p>
          <p><code id="kc-totp-secret-key" class="virtual-mfa-key" dir="ltr" translate="no">${mfaSecretKey}</code></p>
          <#-- It takes the script, which shows it. -->
          <button type="button" id="virtual-mfa-copy" class="${secondary} virtual-mfa-small" hidden><@field.text key="virtualMfaCopy" /></button>
          <span id="virtual-mfa-copied" role="status" data-copied="${msg("virtualMfaCopied")}" data-selected="${msg("virtualMfaSelected")}"${field.language("virtualMfaCopied")}></span>
        </details>
        <p id="virtual-mfa-entry"><@field.text key="virtualMfaEntry" /> <bdi>${mfaEntryIssuer}:</bdi> <bdi>${mfaEntryAccount}</bdi></p>
      </li>

      <li>
        <h2><@field.text key="virtualMfaPartCodes" /></h2>
        <@field.input name="deviceName" label="virtualMfaDeviceName" value=mfaName
            error=messagesPerField.get('deviceName') errorId="input-error-device-name" describedBy="virtual-mfa-name-help"
            autocomplete="off" maxlength="128" dir="auto">
          <p id="virtual-mfa-name-help" class="virtual-mfa-help"><@field.text key="virtualMfaDeviceNameHelp" /></p>
        </@field.input>
        <div>
          <p id="virtual-mfa-codes-help"><@field.text key="virtualMfaCodesHelp" /></p>
          <#-- For the eye; who hears the page has the sentence. -->
          <p id="virtual-mfa-next-code" aria-hidden="true" data-millis="${mfaMillisLeft?c}" data-left="${msg("virtualMfaNextCode")}"${field.language("virtualMfaNextCode")}></p>
        </div>
        <@field.input name="code1" label="virtualMfaCode1" value=(mfaCode1!"")
            error=messagesPerField.get('code1') errorId="input-error-code1" invalid=badPair
            describedBy="virtual-mfa-codes-help${badPair?then(' input-error-codes', '')}"
            inputmode="numeric" autocomplete="off" dir="ltr" spellcheck="false" />
        <@field.input name="code2" label="virtualMfaCode2" value=(mfaCode2!"")
            error=messagesPerField.get('code2') errorId="input-error-code2" invalid=badPair
            describedBy="virtual-mfa-codes-help${badPair?then(' input-error-codes', '')}"
            inputmode="numeric" autocomplete="off" dir="ltr" spellcheck="false">
          <#if badPair><@field.message id="input-error-codes" field="codes" text=messagesPerField.get('codes') /></#if>
        </@field.input>
        <#if mfaAsksCode><@field.currentCode codes=mfaCodesNeeded /></#if>
      </li>
    </ol>

    <@field.submit id="saveTOTPBtn" label="virtualMfaAssign" />
    <#-- The others are behind it: the enter key presses a form's first button. -->
    <#if mfaTokens><@field.secondary id="virtual-mfa-use-token" value="token" label="virtualMfaUseToken" /></#if>
    <#if mfaNotNow??>
      <@field.secondary id="virtual-mfa-not-now" value=mfaNotNow label="virtualMfaNotNow" describedBy="virtual-mfa-not-now-until" />
    <#elseif mfaMayLeave>
      <@field.secondary id="virtual-mfa-leave" value="list" label="virtualMfaCancel" />
    <#elseif isAppInitiatedAction??>
      <@field.secondary id="cancelTOTPBtn" name="cancel-aia" value="true" label="virtualMfaCancel" />
    </#if>
  </form>
</@field.page>
