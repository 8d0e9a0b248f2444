<#import "virtual-mfa-field.ftl" as field>
<@field.page heading=mfaNoticeTitle>
  <div id="virtual-mfa-${mfaNotice}" class="virtual-mfa">
    <#if mfaCommandLine>
      <#-- In the words that saml2aws looks for, whatever the page's language: they end its retries. -->
      <span id="input-error" class="${properties.kcInputErrorMessageClass!}" lang="en" dir="ltr">Invalid username or password.</span>
    </#if>
    <p><@field.said key=mfaNoticeTextKey text=mfaNoticeText /></p>
    <#if mfaContinue>
      <form id="virtual-mfa-continue-form" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post">
        <@field.submit id="kc-continue" label="virtualMfaContinue" />
      </form>
    <#elseif mfaRestart>
      <a id="kc-sign-in-again" href="${url.loginRestartFlowUrl}"
         class="${properties.kcButtonClass!} ${properties.kcButtonPrimaryClass!} ${properties.kcButtonBlockClass!} ${properties.kcButtonLargeClass!}">
        <@field.text key="virtualMfaSignInAgain" />
      </a>
    </#if>
  </div>
</@field.page>
